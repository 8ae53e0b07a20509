/** Something is under way. */
export function Waiting({ children }: { readonly children: string }) {
  return (
    <div className="waiting">
      <span className="spinner" aria-hidden="true" />
      {children}
    </div>
  );
}
