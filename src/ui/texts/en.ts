import type { ViewerTexts } from './texts.js';

/** English. */
export const en: ViewerTexts = {
  no_connection: {
    message: 'We can’t reach the service.',
    advice: 'Check your internet connection, then try again.',
  },
  network_login: {
    message: 'Your network seems to ask for a sign-in of its own.',
    advice:
      'Check your connection: on a guest network, open its sign-in page first, then try again.',
  },
  try_again_later: {
    message: 'The service is not available right now.',
    advice: 'Please try again in a few minutes.',
  },
  too_many_requests: {
    message: 'There were too many attempts in a short time.',
    advice: 'Please wait a minute, then try again.',
  },
  provider_unreachable: {
    message: 'Your TV provider is not answering right now.',
    advice: 'Please try again in a few minutes.',
  },
  storage_failed: {
    message: 'This device could not save or read the app’s data.',
    advice: 'Free up some space or restart the device, then try again.',
  },
  storage_not_deleted: {
    message: 'You are signed out, but your data could not be deleted from this device.',
    advice: 'To be safe, delete the app’s data in the settings of the device.',
  },
  code_expired: {
    message: 'This code has expired.',
    advice: 'Get a new code on your TV, then enter that one.',
  },
  code_unknown: {
    message: 'This code is not valid, or has expired.',
    advice: 'Check the code on your TV, or get a new one there.',
  },
  code_empty: {
    message: 'No code was entered.',
    advice: 'Enter the code that your TV shows.',
  },
  code_too_short: {
    message: 'This code is too short.',
    advice: 'Enter the whole code that your TV shows.',
  },
  code_too_long: {
    message: 'This code is too long.',
    advice: 'Enter only the code that your TV shows.',
  },
  code_wrong_characters: {
    message: 'A code has only letters and numbers.',
    advice: 'Check the code on your TV, then enter it again.',
  },
  code_no_code_in_address: {
    message: 'This address has no code in it.',
    advice: 'Enter the code that your TV shows.',
  },
  sign_in_needed: {
    message: 'You are not signed in.',
    advice: 'Sign in with your TV provider to watch.',
  },
  sign_in_ended: {
    message: 'Your sign-in has ended.',
    advice: 'Please sign in again with your TV provider.',
  },
  away_from_home: {
    message: 'This device has left the home network that signed you in.',
    advice: 'Sign in with the account of your TV provider to keep watching.',
  },
  account_not_recognized: {
    message: 'Your TV provider does not recognize your account.',
    advice: 'Sign in again, or contact your TV provider.',
  },
  temporary_access_over: {
    message: 'Your temporary access has ended.',
    advice: 'Sign in with your TV provider to keep watching.',
  },
  temporary_access_used_up: {
    message: 'You have used up your temporary access.',
    advice: 'Sign in with your TV provider to keep watching.',
  },
  temporary_access_unavailable: {
    message: 'Temporary access is not available right now.',
    advice: 'Sign in with your TV provider to watch.',
  },
  decision_needed: {
    message: 'We have to check your subscription again.',
    advice: 'Please start the video again.',
  },
  other_provider_needed: {
    message: 'This TV provider is not available here.',
    advice: 'Please choose another TV provider.',
  },
  basic_sign_in_needed: {
    message: 'The TV provider of this device could not be used.',
    advice: 'Choose your TV provider here, then sign in.',
  },
  sign_in_page_unsafe: {
    message: 'The sign-in page of your TV provider can’t be opened safely.',
    advice: 'Try again later, or contact our support.',
  },
  app_problem: {
    message: 'The app can’t sign you in right now.',
    advice: 'Close the app and open it again, or contact our support.',
  },
  service_problem: {
    message: 'This is a problem on our side.',
    advice: 'Try again later, or contact our support.',
  },
  unknown: {
    message: 'Something went wrong.',
    advice: 'Try again, and contact our support if it happens again.',
  },
  cancelled: {
    message: 'This was cancelled.',
    advice: 'You can try again at any time.',
  },
  denied: {
    message: 'Your TV subscription does not seem to include this.',
    advice: 'Contact your TV provider to find out more.',
  },
  denied_by_parental_controls: {
    message: 'Parental controls don’t allow this.',
    advice: 'Change them with your TV provider, or choose something else.',
  },
  denied_for_now: {
    message: 'This is not available right now.',
    advice: 'Please try again later.',
  },
  playback_refused: {
    message: 'The video could not be started.',
    advice: 'Please try again in a moment.',
  },
  signed_out: {
    message: 'You are signed out.',
    advice: 'You can sign in again at any time.',
  },
  provider_may_be_signed_in: {
    message: 'You are signed out here, but may still be signed in with your TV provider.',
    advice: 'If others use this device, sign out on the website of your TV provider too.',
  },
  system_still_signed_in: {
    message: 'You are still signed in with your TV provider in the settings of this device.',
    advice: 'Open the settings, and sign out under “TV Provider”.',
  },
  sign_out_page_unsafe: {
    message:
      'You are signed out here, but the sign-out page of your TV provider can’t be opened safely.',
    advice: 'Sign out on the website of your TV provider too.',
  },
  sign_out_incomplete: {
    message: 'You may not be signed out completely.',
    advice: 'Please sign out again.',
  },
};
