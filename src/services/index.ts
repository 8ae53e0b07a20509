export { authenticationServices } from './authentication.services.js';
