/** A name without what differs between JSON, headers and code: `AD-Service-Token` is `adservicetoken`. */
export const canonical = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whatever is called like this is a secret, or says who somebody is, and so is all that is in it. */
const secret =
  /token|jwt|jws|jwe|secret|passw|passphrase|passcode|^pin$|cookie|credential|assertion|saml|softwarestatement|apikey|privatekey|signature|bearer|^auth$|authorization$|clientid|authenticationrequest|^ticket$|partnerframeworkstatus|identity$|visitor|subject|deviceid|deviceinfo|deviceidentifier|forwardedfor|session(?:id)?key/;

export const isSecret = (name: string): boolean => secret.test(canonical(name));

/** Whatever is called like this says who somebody is, or opens what is theirs, as a number too. */
const personal =
  /^user$|user(?:id|name|key)$|household|subscriber|customer|account(?:id|number)$|e?mail$|phonenumber$|^(?:zip|postal)(?:code)?$|birth|(?:^|[^s])pin$|pincode$|otp$|onetimecode|verificationcode|cardnumber|^cvv$/;

export const isPersonal = (name: string): boolean => personal.test(canonical(name));

/**
 * Whose texts may be shown, as machines, services and errors use them. All others are hidden: what comes
 * from a server can have any name.
 */
const shown = new Set(
  [
    // Of XState.
    'type actorId src status',
    // Of the protocol.
    'mvpd id displayName logoUrl url code domainName redirectUrl missingParameters resource resources',
    'actionName actionType reason reasonType serviceProvider issuer source platformMappingId',
    'notBefore notAfter expirationDate accessStatus isTempPass',
    // Of a device that is shown to its owner.
    'model manufacturer operatingSystem',
    // Of the machines.
    'screen phase step userAgent partner basicFlow fallback ended problem',
    // Of errors.
    'message remedy action details helpUrl trace path',
  ]
    .join(' ')
    .split(' ')
    .map(canonical),
);

export const isShown = (name: string, value: unknown): boolean =>
  shown.has(canonical(name)) ||
  // Of an error; anything else may be somebody's.
  (name === 'name' && typeof value === 'string' && /^(?:[A-Z][A-Za-z]{0,40})?Error$/.test(value));
