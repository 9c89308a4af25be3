import type { PageChat } from '../../page/protocol.ts';
import type { Attachment } from '../api.ts';
import { Icon } from '../icons.tsx';
import { t } from '../store.ts';
import { complain } from '../toasts.ts';
import { send } from './send.ts';

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function sendFile(chat: PageChat, kind: Attachment['kind'], file: File): Promise<void> {
  const attachment = { kind, name: file.name, type: file.type, data: await base64(file) };
  await send(chat, { attachment });
}

function AttachButton({ chat, kind }: { chat: PageChat; kind: Attachment['kind'] }) {
  const label = t(kind === 'image' ? 'add_picture' : 'add_file');
  const chosen = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (file) void sendFile(chat, kind, file).catch(complain);
    input.value = '';
  };
  return (
    <label class="plain" title={label}>
      <Icon name={kind === 'image' ? 'picture' : 'file'} />
      <input
        type="file"
        class="visually-hidden"
        aria-label={label}
        onChange={chosen}
        {...(kind === 'image' && { accept: 'image/*' })}
      />
    </label>
  );
}

export function AttachButtons({ chat }: { chat: PageChat }) {
  return (
    <>
      <AttachButton chat={chat} kind="image" />
      <AttachButton chat={chat} kind="file" />
    </>
  );
}
