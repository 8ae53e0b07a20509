/** What a login ended with. */
export interface SignIn {
  readonly mvpd: string;
  /** Where the user agent has arrived, which is the session's `redirectUrl`. */
  readonly redirectUrl: string;
}

/** What the viewer signs in with. */
export interface SignInOptions {
  readonly code: string;
  /** Chosen on the second screen. Without it, the session must know its MVPD already. */
  readonly mvpd?: string;
  /** For a session that lacks it. @default 'simulator.example' */
  readonly domainName?: string;
  /** For a session that lacks it. @default the simulator's own page `/done` */
  readonly redirectUrl?: string;
  /** @default 'viewer' */
  readonly username?: string;
  /** `wrong` is refused. @default 'secret' */
  readonly password?: string;
}

/** The login page, open in the viewer's user agent. */
export interface OpenLogin {
  readonly mvpd: string;
  /** Where the login page is. */
  readonly url: string;
  readonly html: string;
  /** Fills the form in and sends it. @throws Error where the page does not accept it */
  submit(credentials?: Pick<SignInOptions, 'username' | 'password'>): Promise<SignIn>;
  /** Gives the login up with the page's own button: the user agent returns, without a profile. */
  cancel(): Promise<SignIn>;
}

/** What a person does, without any HTML. Each act is a request that the journal shows. */
export interface Viewer {
  /**
   * Signs in for a code. With `mvpd`, acts as a second-screen application first, and supplies what
   * the session lacks.
   *
   * @throws Error where the code is dead, or the session still lacks something
   */
  signIn(options: SignInOptions): Promise<SignIn>;
  /** Opens the authentication url of a session, as a browser does, up to the login page. */
  open(url: string): Promise<OpenLogin>;
  /** Follows a logout url to its end, and gives the redirect url that it ends with. */
  signOut(url: string): Promise<string>;
  /** Opens the login page, if there is one yet, and never comes back. */
  walkAway(options: { readonly code: string }): Promise<void>;
}
