/** A TV provider to pick, with its letters in place of a logo. */
export function Provider({
  id,
  name,
  onPick,
}: {
  readonly id: string;
  readonly name: string;
  readonly onPick: () => void;
}) {
  const hue = [...new TextEncoder().encode(id)].reduce((sum, byte) => sum + byte, 0) % 6;
  return (
    <button type="button" className="provider" onClick={onPick}>
      <span className={`letters hue-${hue}`} aria-hidden="true">
        {name.slice(0, 2)}
      </span>
      {name}
    </button>
  );
}
