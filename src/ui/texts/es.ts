import type { ViewerTexts } from './texts.js';

/** Spanish, as it is understood in all countries. */
export const es: ViewerTexts = {
  no_connection: {
    message: 'No podemos conectarnos al servicio.',
    advice: 'Revisa tu conexión a internet e inténtalo de nuevo.',
  },
  network_login: {
    message: 'Parece que tu red pide que inicies sesión en ella.',
    advice:
      'Revisa tu conexión: en una red de invitados, abre primero su página de acceso e inténtalo de nuevo.',
  },
  try_again_later: {
    message: 'El servicio no está disponible en este momento.',
    advice: 'Inténtalo de nuevo en unos minutos.',
  },
  too_many_requests: {
    message: 'Hubo demasiados intentos en poco tiempo.',
    advice: 'Espera un minuto e inténtalo de nuevo.',
  },
  provider_unreachable: {
    message: 'Tu proveedor de TV no responde en este momento.',
    advice: 'Inténtalo de nuevo en unos minutos.',
  },
  storage_failed: {
    message: 'Este dispositivo no pudo guardar o leer los datos de la aplicación.',
    advice: 'Libera espacio o reinicia el dispositivo e inténtalo de nuevo.',
  },
  storage_not_deleted: {
    message: 'Has cerrado sesión, pero tus datos no se pudieron borrar de este dispositivo.',
    advice:
      'Para mayor seguridad, borra los datos de la aplicación en los ajustes del dispositivo.',
  },
  code_expired: {
    message: 'Este código ha caducado.',
    advice: 'Pide un código nuevo en tu televisor y escríbelo.',
  },
  code_unknown: {
    message: 'Este código no es válido o ha caducado.',
    advice: 'Compruébalo en tu televisor o pide allí uno nuevo.',
  },
  code_empty: {
    message: 'Falta el código.',
    advice: 'Escribe el código que aparece en tu televisor.',
  },
  code_too_short: {
    message: 'Este código es demasiado corto.',
    advice: 'Escribe el código completo que aparece en tu televisor.',
  },
  code_too_long: {
    message: 'Este código es demasiado largo.',
    advice: 'Escribe solo el código que aparece en tu televisor.',
  },
  code_wrong_characters: {
    message: 'Un código solo tiene letras y números.',
    advice: 'Compruébalo en tu televisor y escríbelo de nuevo.',
  },
  code_no_code_in_address: {
    message: 'Esta dirección no contiene ningún código.',
    advice: 'Escribe el código que aparece en tu televisor.',
  },
  sign_in_needed: {
    message: 'No has iniciado sesión.',
    advice: 'Inicia sesión con tu proveedor de TV para ver el contenido.',
  },
  sign_in_ended: {
    message: 'Tu sesión ha terminado.',
    advice: 'Inicia sesión de nuevo con tu proveedor de TV.',
  },
  away_from_home: {
    message: 'Este dispositivo ha salido de la red de tu casa, con la que iniciaste sesión.',
    advice: 'Inicia sesión con tu cuenta del proveedor de TV para seguir viendo el contenido.',
  },
  account_not_recognized: {
    message: 'Tu proveedor de TV no reconoce tu cuenta.',
    advice: 'Inicia sesión de nuevo o contacta con tu proveedor de TV.',
  },
  temporary_access_over: {
    message: 'Tu acceso temporal ha terminado.',
    advice: 'Inicia sesión con tu proveedor de TV para seguir viendo el contenido.',
  },
  temporary_access_used_up: {
    message: 'Ya has usado todo tu acceso temporal.',
    advice: 'Inicia sesión con tu proveedor de TV para seguir viendo el contenido.',
  },
  temporary_access_unavailable: {
    message: 'El acceso temporal no está disponible en este momento.',
    advice: 'Inicia sesión con tu proveedor de TV para ver el contenido.',
  },
  decision_needed: {
    message: 'Tenemos que comprobar tu suscripción de nuevo.',
    advice: 'Vuelve a iniciar la reproducción.',
  },
  other_provider_needed: {
    message: 'Este proveedor de TV no está disponible aquí.',
    advice: 'Elige otro proveedor de TV.',
  },
  basic_sign_in_needed: {
    message: 'No se pudo usar el proveedor de TV de este dispositivo.',
    advice: 'Elige aquí tu proveedor de TV e inicia sesión.',
  },
  sign_in_page_unsafe: {
    message:
      'La página de inicio de sesión de tu proveedor de TV no se puede abrir de forma segura.',
    advice: 'Inténtalo más tarde o contacta con atención al cliente.',
  },
  app_problem: {
    message: 'La aplicación no puede iniciar tu sesión en este momento.',
    advice: 'Cierra la aplicación y ábrela de nuevo, o contacta con atención al cliente.',
  },
  service_problem: {
    message: 'El problema es nuestro.',
    advice: 'Inténtalo más tarde o contacta con atención al cliente.',
  },
  unknown: {
    message: 'Algo salió mal.',
    advice: 'Inténtalo de nuevo y, si vuelve a ocurrir, contacta con atención al cliente.',
  },
  cancelled: {
    message: 'La operación se canceló.',
    advice: 'Puedes intentarlo de nuevo cuando quieras.',
  },
  denied: {
    message: 'Parece que tu suscripción de TV no incluye este contenido.',
    advice: 'Contacta con tu proveedor de TV para saber más.',
  },
  denied_by_parental_controls: {
    message: 'El control parental no permite ver este contenido.',
    advice: 'Cámbialo con tu proveedor de TV o elige otro contenido.',
  },
  denied_for_now: {
    message: 'Este contenido no está disponible en este momento.',
    advice: 'Inténtalo de nuevo más tarde.',
  },
  playback_refused: {
    message: 'No se pudo iniciar la reproducción.',
    advice: 'Inténtalo de nuevo en un momento.',
  },
  signed_out: {
    message: 'Has cerrado sesión.',
    advice: 'Puedes volver a iniciarla cuando quieras.',
  },
  provider_may_be_signed_in: {
    message: 'Has cerrado sesión aquí, pero puede que siga abierta con tu proveedor de TV.',
    advice:
      'Si otras personas usan este dispositivo, ciérrala también en el sitio web de tu proveedor de TV.',
  },
  system_still_signed_in: {
    message: 'Tu sesión con el proveedor de TV sigue abierta en los ajustes de este dispositivo.',
    advice: 'Abre los ajustes y cierra la sesión en «Proveedor de TV».',
  },
  sign_out_page_unsafe: {
    message:
      'Has cerrado sesión aquí, pero la página de cierre de sesión de tu proveedor de TV no se puede abrir de forma segura.',
    advice: 'Ciérrala también en el sitio web de tu proveedor de TV.',
  },
  sign_out_incomplete: {
    message: 'Puede que tu sesión no se haya cerrado del todo.',
    advice: 'Vuelve a cerrar sesión.',
  },
};
