function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

/** Words of which one is enough to make a name that of a secret: `auth_token`, `X-Api-Key`, `userPassword`. */
const secretWords = words(
  'token apikey key secret sig signature hmac auth authorization authentication bearer jwt oauth ' +
    'password passwd passwort pwd pw psw pswd passw pass passphrase passcode pwhash kennwort contrasena senha mdp ' +
    'credential credentials cred creds otp totp mfa ' +
    'accesskey privatekey secretkey clientsecret sas ' +
    'session sessionid sess sessid sid phpsessid jsessionid cookie csrf xsrf',
)

/** Words that only in an address make one: signed links and log-ins carry them. */
const parameterWords = words(
  'amz goog code expire expires expiry exp st md5 hash hdnts hdnea hdntl login user username sign signed ' +
    'ticket nonce policy pin otp',
)

/** How names without any mark between their words end. */
const secretEnds = /(?:token|secret|password|passwd|signature|apikey|sessid|sessionid|cookie)s?$/

/** `sessionId`, `X-Api-Key` and `AWSAccessKeyId` as words in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}

/**
 * Whether what goes by this name (a field, a header) is a secret.
 *
 * Errs on the side of silence: a log that hides a harmless `key` does less harm than one that shows a key.
 */
export function isSecretName(name: string): boolean {
  return (
    secretEnds.test(name.toLowerCase()) ||
    wordsOf(name).some((word) => secretWords.has(word) || secretWords.has(word.replace(/s$/, '')))
  )
}

/** Whether a parameter of an address is a secret, or a part of a signed link. */
export function isSecretParameter(name: string): boolean {
  return isSecretName(name) || wordsOf(name).some((word) => parameterWords.has(word))
}
