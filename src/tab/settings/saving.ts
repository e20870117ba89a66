// Saving a part of a cabinet's settings.
import type { ShownCabinetSettings } from '../../issues/shown-settings.ts';
import type { Api } from '../api.ts';
import { useDeed } from '../loaded.ts';

export type PartProps = {
  api: Api;
  cabinet: ShownCabinetSettings;
  changed: (cabinet: ShownCabinetSettings) => void;
};

/** Saves a part of the cabinet; gives what is so afterwards. */
export function useSaving({ api, cabinet, changed }: PartProps) {
  const deed = useDeed();
  const save = (
    name: string,
    path: string,
    body: object,
    words: string,
    then?: (saved: ShownCabinetSettings) => void,
  ) =>
    deed.run(name, async () => {
      const saved = await api.post<ShownCabinetSettings>(`settings/cabinets/${cabinet.id}${path}`, body);
      changed(saved);
      then?.(saved);
      return words;
    });
  return { ...deed, save };
}
