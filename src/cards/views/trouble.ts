/** What an administrator has to mend, since it fails people. */
export interface SettingTroubleView {
  kind: 'scope' | 'availability' | 'contacts' | 'event';
  /** The scopes, or the event; shortened. */
  what: string;
  /** The page where it is mended. */
  link: string;
}
