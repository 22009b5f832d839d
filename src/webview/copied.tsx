import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Translate } from '../model/message';
import type { Copy } from './clipboard';

/** How long it says that something was copied. */
const saidMs = 3000;

/** A `copy` that says so once something is on the clipboard, and where it says it. */
export function useCopied(
  copy: Copy,
  t: Translate,
): [(what: string | Blob, name: string) => void, JSX.Element] {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = said === '' ? undefined : setTimeout(() => setSaid(''), saidMs);
    return () => clearTimeout(timer);
  }, [said]);
  const copied = async (what: string | Blob, name: string): Promise<void> => {
    const isCopied = await copy(what, name);
    if (isCopied) setSaid(t('Copied'));
  };
  return [
    (what, name) => void copied(what, name),
    <span class="said" role="status">
      {said}
    </span>,
  ];
}
