import type { ViewerTexts } from './texts.js';

/** French. */
export const fr: ViewerTexts = {
  no_connection: {
    message: 'Le service est injoignable.',
    advice: 'Vérifiez votre connexion Internet, puis réessayez.',
  },
  network_login: {
    message: 'Votre réseau semble demander sa propre connexion.',
    advice:
      'Vérifiez votre connexion\u00A0: sur un réseau invité, ouvrez d’abord sa page de connexion, puis réessayez.',
  },
  try_again_later: {
    message: 'Le service n’est pas disponible pour le moment.',
    advice: 'Réessayez dans quelques minutes.',
  },
  too_many_requests: {
    message: 'Il y a eu trop de tentatives en peu de temps.',
    advice: 'Patientez une minute, puis réessayez.',
  },
  provider_unreachable: {
    message: 'Votre fournisseur TV ne répond pas pour le moment.',
    advice: 'Réessayez dans quelques minutes.',
  },
  storage_failed: {
    message: 'Cet appareil n’a pas pu enregistrer ou lire les données de l’application.',
    advice: 'Libérez de l’espace ou redémarrez l’appareil, puis réessayez.',
  },
  storage_not_deleted: {
    message:
      'La déconnexion a réussi, mais vos données n’ont pas pu être effacées de cet appareil.',
    advice: 'Par sécurité, effacez les données de l’application dans les réglages de l’appareil.',
  },
  code_expired: {
    message: 'Ce code a expiré.',
    advice: 'Demandez un nouveau code sur votre téléviseur, puis saisissez-le.',
  },
  code_unknown: {
    message: 'Ce code n’est pas valable ou a expiré.',
    advice: 'Vérifiez le code sur votre téléviseur, ou demandez-en un nouveau.',
  },
  code_empty: {
    message: 'Aucun code n’a été saisi.',
    advice: 'Saisissez le code affiché sur votre téléviseur.',
  },
  code_too_short: {
    message: 'Ce code est trop court.',
    advice: 'Saisissez en entier le code affiché sur votre téléviseur.',
  },
  code_too_long: {
    message: 'Ce code est trop long.',
    advice: 'Saisissez uniquement le code affiché sur votre téléviseur.',
  },
  code_wrong_characters: {
    message: 'Un code ne contient que des lettres et des chiffres.',
    advice: 'Vérifiez le code sur votre téléviseur, puis saisissez-le à nouveau.',
  },
  code_no_code_in_address: {
    message: 'Cette adresse ne contient pas de code.',
    advice: 'Saisissez le code affiché sur votre téléviseur.',
  },
  sign_in_needed: {
    message: 'Aucun compte n’est connecté.',
    advice: 'Connectez-vous avec votre fournisseur TV pour regarder.',
  },
  sign_in_ended: {
    message: 'Votre session est terminée.',
    advice: 'Reconnectez-vous avec votre fournisseur TV.',
  },
  away_from_home: {
    message:
      'Cet appareil a quitté le réseau de votre domicile, auquel votre connexion était liée.',
    advice: 'Connectez-vous avec le compte de votre fournisseur TV pour continuer.',
  },
  account_not_recognized: {
    message: 'Votre fournisseur TV ne reconnaît pas votre compte.',
    advice: 'Reconnectez-vous, ou contactez votre fournisseur TV.',
  },
  temporary_access_over: {
    message: 'Votre accès temporaire est terminé.',
    advice: 'Connectez-vous avec votre fournisseur TV pour continuer.',
  },
  temporary_access_used_up: {
    message: 'Vous avez utilisé tout votre accès temporaire.',
    advice: 'Connectez-vous avec votre fournisseur TV pour continuer.',
  },
  temporary_access_unavailable: {
    message: 'L’accès temporaire n’est pas disponible pour le moment.',
    advice: 'Connectez-vous avec votre fournisseur TV pour regarder.',
  },
  decision_needed: {
    message: 'Nous devons vérifier à nouveau votre abonnement.',
    advice: 'Relancez la lecture.',
  },
  other_provider_needed: {
    message: 'Ce fournisseur TV n’est pas disponible ici.',
    advice: 'Choisissez un autre fournisseur TV.',
  },
  basic_sign_in_needed: {
    message: 'Le fournisseur TV de cet appareil n’a pas pu être utilisé.',
    advice: 'Choisissez ici votre fournisseur TV, puis connectez-vous.',
  },
  sign_in_page_unsafe: {
    message: 'La page de connexion de votre fournisseur TV n’est pas sûre.',
    advice: 'Réessayez plus tard, ou contactez notre assistance.',
  },
  app_problem: {
    message: 'L’application ne peut pas vous connecter pour le moment.',
    advice: 'Fermez l’application et rouvrez-la, ou contactez notre assistance.',
  },
  service_problem: {
    message: 'Le problème vient de chez nous.',
    advice: 'Réessayez plus tard, ou contactez notre assistance.',
  },
  unknown: {
    message: 'Un problème est survenu.',
    advice: 'Réessayez, et contactez notre assistance si cela se reproduit.',
  },
  cancelled: {
    message: 'L’opération a été annulée.',
    advice: 'Vous pouvez réessayer à tout moment.',
  },
  denied: {
    message: 'Votre abonnement TV ne semble pas inclure ce contenu.',
    advice: 'Contactez votre fournisseur TV pour en savoir plus.',
  },
  denied_by_parental_controls: {
    message: 'Le contrôle parental ne permet pas de regarder ce contenu.',
    advice: 'Modifiez-le auprès de votre fournisseur TV, ou choisissez un autre contenu.',
  },
  denied_for_now: {
    message: 'Ce contenu n’est pas disponible pour le moment.',
    advice: 'Réessayez plus tard.',
  },
  playback_refused: {
    message: 'La lecture n’a pas pu démarrer.',
    advice: 'Réessayez dans un instant.',
  },
  signed_out: {
    message: 'La déconnexion a réussi.',
    advice: 'Vous pouvez vous reconnecter à tout moment.',
  },
  provider_may_be_signed_in: {
    message:
      'La déconnexion a réussi ici, mais votre session est peut-être encore ouverte chez votre fournisseur TV.',
    advice:
      'Si d’autres personnes utilisent cet appareil, déconnectez-vous aussi sur le site de votre fournisseur TV.',
  },
  system_still_signed_in: {
    message: 'Votre fournisseur TV est encore connecté dans les réglages de cet appareil.',
    advice: 'Ouvrez les réglages, puis déconnectez-vous sous «\u00A0Fournisseur TV\u00A0».',
  },
  sign_out_page_unsafe: {
    message:
      'La déconnexion a réussi ici, mais la page de déconnexion de votre fournisseur TV n’est pas sûre.',
    advice: 'Déconnectez-vous aussi sur le site de votre fournisseur TV.',
  },
  sign_out_incomplete: {
    message: 'La déconnexion n’est peut-être pas complète.',
    advice: 'Déconnectez-vous à nouveau.',
  },
};
