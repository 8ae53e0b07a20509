import type { ViewerTexts } from './texts.js';

/** German. */
export const de: ViewerTexts = {
  no_connection: {
    message: 'Der Dienst ist nicht erreichbar.',
    advice: 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
  },
  network_login: {
    message: 'Ihr Netzwerk verlangt anscheinend eine eigene Anmeldung.',
    advice:
      'Prüfen Sie Ihre Verbindung: Öffnen Sie in einem Gastnetz zuerst dessen Anmeldeseite und versuchen Sie es dann noch einmal.',
  },
  try_again_later: {
    message: 'Der Dienst ist gerade nicht verfügbar.',
    advice: 'Versuchen Sie es in ein paar Minuten noch einmal.',
  },
  too_many_requests: {
    message: 'Es gab zu viele Versuche in kurzer Zeit.',
    advice: 'Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
  },
  provider_unreachable: {
    message: 'Ihr TV-Anbieter antwortet gerade nicht.',
    advice: 'Versuchen Sie es in ein paar Minuten noch einmal.',
  },
  storage_failed: {
    message: 'Dieses Gerät konnte die Daten der App nicht speichern oder lesen.',
    advice:
      'Schaffen Sie Speicherplatz oder starten Sie das Gerät neu und versuchen Sie es dann noch einmal.',
  },
  storage_not_deleted: {
    message: 'Sie sind abgemeldet, aber Ihre Daten konnten nicht von diesem Gerät gelöscht werden.',
    advice: 'Löschen Sie sicherheitshalber die Daten der App in den Einstellungen des Geräts.',
  },
  code_expired: {
    message: 'Dieser Code ist abgelaufen.',
    advice: 'Lassen Sie sich am Fernseher einen neuen Code anzeigen und geben Sie diesen ein.',
  },
  code_unknown: {
    message: 'Dieser Code ist ungültig oder abgelaufen.',
    advice: 'Prüfen Sie den Code am Fernseher oder lassen Sie sich dort einen neuen anzeigen.',
  },
  code_empty: {
    message: 'Es wurde kein Code eingegeben.',
    advice: 'Geben Sie den Code ein, den Ihr Fernseher anzeigt.',
  },
  code_too_short: {
    message: 'Dieser Code ist zu kurz.',
    advice: 'Geben Sie den ganzen Code ein, den Ihr Fernseher anzeigt.',
  },
  code_too_long: {
    message: 'Dieser Code ist zu lang.',
    advice: 'Geben Sie nur den Code ein, den Ihr Fernseher anzeigt.',
  },
  code_wrong_characters: {
    message: 'Ein Code besteht nur aus Buchstaben und Ziffern.',
    advice: 'Prüfen Sie den Code am Fernseher und geben Sie ihn noch einmal ein.',
  },
  code_no_code_in_address: {
    message: 'Diese Adresse enthält keinen Code.',
    advice: 'Geben Sie den Code ein, den Ihr Fernseher anzeigt.',
  },
  sign_in_needed: {
    message: 'Sie sind nicht angemeldet.',
    advice: 'Melden Sie sich über Ihren TV-Anbieter an, um das Angebot zu sehen.',
  },
  sign_in_ended: {
    message: 'Ihre Anmeldung ist abgelaufen.',
    advice: 'Melden Sie sich noch einmal über Ihren TV-Anbieter an.',
  },
  away_from_home: {
    message: 'Dieses Gerät ist nicht mehr in dem Heimnetz, über das Sie angemeldet waren.',
    advice: 'Melden Sie sich mit dem Konto Ihres TV-Anbieters an, um weiterzuschauen.',
  },
  account_not_recognized: {
    message: 'Ihr TV-Anbieter erkennt Ihr Konto nicht.',
    advice: 'Melden Sie sich noch einmal an oder wenden Sie sich an Ihren TV-Anbieter.',
  },
  temporary_access_over: {
    message: 'Ihr vorübergehender Zugang ist abgelaufen.',
    advice: 'Melden Sie sich über Ihren TV-Anbieter an, um weiterzuschauen.',
  },
  temporary_access_used_up: {
    message: 'Ihr vorübergehender Zugang ist aufgebraucht.',
    advice: 'Melden Sie sich über Ihren TV-Anbieter an, um weiterzuschauen.',
  },
  temporary_access_unavailable: {
    message: 'Ein vorübergehender Zugang ist gerade nicht verfügbar.',
    advice: 'Melden Sie sich über Ihren TV-Anbieter an, um das Angebot zu sehen.',
  },
  decision_needed: {
    message: 'Wir müssen Ihr Abonnement noch einmal prüfen.',
    advice: 'Starten Sie die Wiedergabe noch einmal.',
  },
  other_provider_needed: {
    message: 'Dieser TV-Anbieter ist hier nicht verfügbar.',
    advice: 'Wählen Sie einen anderen TV-Anbieter.',
  },
  basic_sign_in_needed: {
    message: 'Der TV-Anbieter dieses Geräts konnte nicht verwendet werden.',
    advice: 'Wählen Sie hier Ihren TV-Anbieter und melden Sie sich an.',
  },
  sign_in_page_unsafe: {
    message: 'Die Anmeldeseite Ihres TV-Anbieters lässt sich nicht sicher öffnen.',
    advice: 'Versuchen Sie es später noch einmal oder wenden Sie sich an unseren Kundendienst.',
  },
  app_problem: {
    message: 'Die App kann Sie gerade nicht anmelden.',
    advice:
      'Schließen Sie die App und öffnen Sie sie wieder oder wenden Sie sich an unseren Kundendienst.',
  },
  service_problem: {
    message: 'Das Problem liegt bei uns.',
    advice: 'Versuchen Sie es später noch einmal oder wenden Sie sich an unseren Kundendienst.',
  },
  unknown: {
    message: 'Etwas ist schiefgegangen.',
    advice:
      'Versuchen Sie es noch einmal und wenden Sie sich an unseren Kundendienst, wenn es wieder geschieht.',
  },
  cancelled: {
    message: 'Der Vorgang wurde abgebrochen.',
    advice: 'Sie können es jederzeit noch einmal versuchen.',
  },
  denied: {
    message: 'Ihr TV-Abonnement enthält diesen Inhalt anscheinend nicht.',
    advice: 'Fragen Sie Ihren TV-Anbieter, wenn Sie mehr wissen möchten.',
  },
  denied_by_parental_controls: {
    message: 'Die Jugendschutz-Einstellungen erlauben diesen Inhalt nicht.',
    advice: 'Ändern Sie sie bei Ihrem TV-Anbieter oder wählen Sie etwas anderes.',
  },
  denied_for_now: {
    message: 'Dieser Inhalt ist gerade nicht verfügbar.',
    advice: 'Versuchen Sie es später noch einmal.',
  },
  playback_refused: {
    message: 'Die Wiedergabe konnte nicht gestartet werden.',
    advice: 'Versuchen Sie es gleich noch einmal.',
  },
  signed_out: {
    message: 'Sie sind abgemeldet.',
    advice: 'Sie können sich jederzeit wieder anmelden.',
  },
  provider_may_be_signed_in: {
    message: 'Sie sind hier abgemeldet, bei Ihrem TV-Anbieter aber vielleicht noch angemeldet.',
    advice:
      'Melden Sie sich auch auf der Website Ihres TV-Anbieters ab, wenn andere dieses Gerät benutzen.',
  },
  system_still_signed_in: {
    message: 'Sie sind in den Einstellungen dieses Geräts noch bei Ihrem TV-Anbieter angemeldet.',
    advice: 'Öffnen Sie die Einstellungen und melden Sie sich unter „TV-Anbieter“ ab.',
  },
  sign_out_page_unsafe: {
    message:
      'Sie sind hier abgemeldet, aber die Abmeldeseite Ihres TV-Anbieters lässt sich nicht sicher öffnen.',
    advice: 'Melden Sie sich auch auf der Website Ihres TV-Anbieters ab.',
  },
  sign_out_incomplete: {
    message: 'Sie sind vielleicht nicht vollständig abgemeldet.',
    advice: 'Melden Sie sich noch einmal ab.',
  },
};
