/** The licences of the packages that files are of, one after the other. */
export function licencesOf(root: string, files: readonly string[]): string;
