/** How long things may take on a machine that has a lot to do: whatever ends takes far less. */
export const patience = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Without it one second, which a busy machine takes for less than one thinks.
  expect: { poll: { timeout: 20_000 } },
} as const;
