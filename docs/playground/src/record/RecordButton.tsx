import { useRef } from 'react';
import { Button } from '../app/Button.js';
import { Icon } from '../app/Icon.js';
import { openRecord } from './record.js';

/** Asks for a file, and shows it. */
export function RecordButton() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        label="Open record"
        title="Open a flight record"
        onClick={() => input.current?.click()}
      >
        <Icon name="open" />
        <span className="wide">Open record</span>
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file can be opened again.
          currentTarget.value = '';
          if (file) void openRecord(file);
        }}
      />
    </>
  );
}
