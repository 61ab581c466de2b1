// The list of keys that do something now, grouped.
import { Dialog } from '../design/dialog.tsx';
import { useWords } from './language.ts';
import { useShortcutList } from './shortcuts.ts';
import { frameWords } from './words.ts';

export function KeyMap({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(frameWords);
  const byGroup = Object.groupBy(useShortcutList(), ({ group }) => group);
  return (
    <Dialog title={words.keys} onClose={onClose} wide>
      <div className="key-map">
        {Object.entries(byGroup).map(([group, shortcuts = []]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts.map(({ keys, words: does }) => (
                <div key={keys}>
                  <dt>
                    <Keys keys={keys} then={words.andThen} />
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="actions">
        <button type="button" className="secondary" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}

function Keys({ keys, then }: { readonly keys: string; readonly then: string }) {
  const [first, second] = keys.split(' ');
  return (
    <>
      <kbd>{first}</kbd>
      {second !== undefined && (
        <>
          <span className="unseen">{then}</span> <kbd>{second}</kbd>
        </>
      )}
    </>
  );
}
