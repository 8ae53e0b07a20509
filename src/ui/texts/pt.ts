import type { ViewerTexts } from './texts.js';

/** Portuguese, as it is written in Brazil. */
export const pt: ViewerTexts = {
  no_connection: {
    message: 'Não conseguimos acessar o serviço.',
    advice: 'Verifique sua conexão com a internet e tente novamente.',
  },
  network_login: {
    message: 'Parece que sua rede pede que você entre nela primeiro.',
    advice:
      'Verifique sua conexão: em uma rede de visitantes, abra primeiro a página de acesso dela e tente novamente.',
  },
  try_again_later: {
    message: 'O serviço não está disponível no momento.',
    advice: 'Tente novamente em alguns minutos.',
  },
  too_many_requests: {
    message: 'Houve tentativas demais em pouco tempo.',
    advice: 'Aguarde um minuto e tente novamente.',
  },
  provider_unreachable: {
    message: 'Sua operadora de TV não está respondendo no momento.',
    advice: 'Tente novamente em alguns minutos.',
  },
  storage_failed: {
    message: 'Este aparelho não conseguiu salvar ou ler os dados do aplicativo.',
    advice: 'Libere espaço ou reinicie o aparelho e tente novamente.',
  },
  storage_not_deleted: {
    message: 'Você saiu da sua conta, mas seus dados não puderam ser apagados deste aparelho.',
    advice: 'Por segurança, apague os dados do aplicativo nos ajustes do aparelho.',
  },
  code_expired: {
    message: 'Este código expirou.',
    advice: 'Peça um novo código na sua TV e digite-o.',
  },
  code_unknown: {
    message: 'Este código não é válido ou expirou.',
    advice: 'Confira o código na sua TV ou peça um novo.',
  },
  code_empty: {
    message: 'Nenhum código foi digitado.',
    advice: 'Digite o código que aparece na sua TV.',
  },
  code_too_short: {
    message: 'Este código é curto demais.',
    advice: 'Digite o código inteiro que aparece na sua TV.',
  },
  code_too_long: {
    message: 'Este código é longo demais.',
    advice: 'Digite apenas o código que aparece na sua TV.',
  },
  code_wrong_characters: {
    message: 'Um código só tem letras e números.',
    advice: 'Confira o código na sua TV e digite-o novamente.',
  },
  code_no_code_in_address: {
    message: 'Este endereço não contém um código.',
    advice: 'Digite o código que aparece na sua TV.',
  },
  sign_in_needed: {
    message: 'Você ainda não entrou na sua conta.',
    advice: 'Entre com sua operadora de TV para assistir.',
  },
  sign_in_ended: {
    message: 'Sua sessão terminou.',
    advice: 'Entre novamente com sua operadora de TV.',
  },
  away_from_home: {
    message: 'Este aparelho saiu da rede da sua casa, que dava acesso à sua conta.',
    advice: 'Entre com a conta da sua operadora de TV para continuar assistindo.',
  },
  account_not_recognized: {
    message: 'Sua operadora de TV não reconhece sua conta.',
    advice: 'Entre novamente ou fale com sua operadora de TV.',
  },
  temporary_access_over: {
    message: 'Seu acesso temporário terminou.',
    advice: 'Entre com sua operadora de TV para continuar assistindo.',
  },
  temporary_access_used_up: {
    message: 'Você já usou todo o seu acesso temporário.',
    advice: 'Entre com sua operadora de TV para continuar assistindo.',
  },
  temporary_access_unavailable: {
    message: 'O acesso temporário não está disponível no momento.',
    advice: 'Entre com sua operadora de TV para assistir.',
  },
  decision_needed: {
    message: 'Precisamos verificar sua assinatura novamente.',
    advice: 'Inicie o vídeo novamente.',
  },
  other_provider_needed: {
    message: 'Esta operadora de TV não está disponível aqui.',
    advice: 'Escolha outra operadora de TV.',
  },
  basic_sign_in_needed: {
    message: 'Não foi possível usar a operadora de TV deste aparelho.',
    advice: 'Escolha aqui sua operadora de TV e entre na sua conta.',
  },
  sign_in_page_unsafe: {
    message: 'A página de entrada da sua operadora de TV não pode ser aberta com segurança.',
    advice: 'Tente mais tarde ou fale com o nosso atendimento.',
  },
  app_problem: {
    message: 'O aplicativo não consegue dar acesso à sua conta no momento.',
    advice: 'Feche o aplicativo e abra-o novamente ou fale com o nosso atendimento.',
  },
  service_problem: {
    message: 'O problema é nosso.',
    advice: 'Tente mais tarde ou fale com o nosso atendimento.',
  },
  unknown: {
    message: 'Algo deu errado.',
    advice: 'Tente novamente e, se acontecer de novo, fale com o nosso atendimento.',
  },
  cancelled: {
    message: 'A operação foi cancelada.',
    advice: 'Você pode tentar novamente quando quiser.',
  },
  denied: {
    message: 'Parece que sua assinatura de TV não inclui este conteúdo.',
    advice: 'Fale com sua operadora de TV para saber mais.',
  },
  denied_by_parental_controls: {
    message: 'O controle dos pais não permite este conteúdo.',
    advice: 'Altere-o com sua operadora de TV ou escolha outro conteúdo.',
  },
  denied_for_now: {
    message: 'Este conteúdo não está disponível no momento.',
    advice: 'Tente novamente mais tarde.',
  },
  playback_refused: {
    message: 'Não foi possível iniciar o vídeo.',
    advice: 'Tente novamente em instantes.',
  },
  signed_out: {
    message: 'Você saiu da sua conta.',
    advice: 'Você pode entrar novamente quando quiser.',
  },
  provider_may_be_signed_in: {
    message:
      'Você saiu da sua conta aqui, mas talvez ainda esteja na conta da sua operadora de TV.',
    advice: 'Se outras pessoas usam este aparelho, saia também no site da sua operadora de TV.',
  },
  system_still_signed_in: {
    message: 'Você ainda está na conta da sua operadora de TV nos ajustes deste aparelho.',
    advice: 'Abra os ajustes e saia em “Provedor de TV”.',
  },
  sign_out_page_unsafe: {
    message:
      'Você saiu da sua conta aqui, mas a página de saída da sua operadora de TV não pode ser aberta com segurança.',
    advice: 'Saia também no site da sua operadora de TV.',
  },
  sign_out_incomplete: {
    message: 'Talvez você não tenha saído completamente da sua conta.',
    advice: 'Saia novamente.',
  },
};
