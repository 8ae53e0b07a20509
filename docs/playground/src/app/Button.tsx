import type { ReactNode } from 'react';

/** A button. While it can't be used it stays in the order of the focus, and says why by its title. */
export function Button({
  onClick,
  children,
  look = 'plain',
  label,
  title,
  disabled = false,
  pressed,
}: {
  readonly onClick: () => unknown;
  readonly children: ReactNode;
  readonly look?: 'plain' | 'strong' | 'quiet' | 'icon';
  readonly label?: string;
  readonly title?: string | undefined;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
}) {
  return (
    <button
      type="button"
      className={`button ${look}`}
      aria-label={label}
      title={title ?? (look === 'icon' ? label : undefined)}
      aria-disabled={disabled || undefined}
      aria-pressed={pressed}
      onClick={() => {
        if (!disabled) void onClick();
      }}
    >
      {children}
    </button>
  );
}
