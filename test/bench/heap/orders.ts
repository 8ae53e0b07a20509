/** What one process measures; each question has a fresh one. The answer is in bytes per flow. */
export type Question =
  | { readonly ask: 'parked'; readonly count: number; readonly client: 'shared' | 'own' }
  | {
      readonly ask: 'growth';
      readonly count: number;
      readonly before: number;
      readonly more: number;
    };
