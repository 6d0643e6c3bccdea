import { BacklogItem } from '../src/domain/backlog-item/backlog-item.ts';
import type { BacklogItemContent } from '../src/domain/backlog-item/content.ts';
import { Project } from '../src/domain/project/project.ts';

const START = Date.parse('2026-01-05T08:00:00.000Z');
const HOUR = 3_600_000;

/** Three projects and their backlogs, made by the rules of the domain: every status and every priority occurs. */
export function seedData(): { projects: Project[]; items: BacklogItem[] } {
  let hours = 0;
  const next = (): [id: string, now: Date] => {
    hours += 1;
    return [idAt(hours), new Date(START + hours * HOUR)];
  };
  const project = (key: string, name: string, description: string): Project => {
    const [id, now] = next();
    return new Project(id, { key, name, description }, now);
  };
  const item = (of: Project, content: Partial<BacklogItemContent> & { title: string }, steps: Step[] = []) => {
    const [id, now] = next();
    const filed = new BacklogItem(id, of, { ...BLANK, ...content }, now);
    for (const status of steps) filed.change(of, { status }, next()[1]);
    return filed;
  };

  const parcels = project('PARCEL', 'Parcel tracking', 'Customers and drivers see where every parcel is.');
  const library = project('LIB', 'City library', 'Lending, reservations and reminders for all branches.');
  const fax = project('FAX', 'Fax gateway', 'Superseded by the message service; kept for its history.');
  const items = [
    item(parcels, TRACKING, ['ready', 'in-progress', 'done']),
    item(parcels, { ...HANDOVER, priority: 'urgent' }, ['ready', 'in-progress']),
    item(parcels, RETURNS, ['ready']),
    item(parcels, { title: 'Drivers report a damaged parcel', priority: 'low' }),
    item(library, { title: 'Readers reserve a book that is lent out', priority: 'high' }),
    item(library, { title: 'Readers are reminded before a book is due' }),
  ];
  fax.archive(next()[1]);
  return { projects: [parcels, library, fax], items };
}

type Step = 'ready' | 'in-progress' | 'done';

/** A UUID version 7 of that hour, the same in every run. */
function idAt(hour: number): string {
  const time = (START + hour * HOUR).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(hour).padStart(12, '0')}`;
}

const BLANK: Omit<BacklogItemContent, 'title'> = {
  userStory: null,
  apiRequirements: [],
  businessRules: [],
  dataRequirements: [],
  acceptanceCriteria: [],
  priority: 'medium',
};

const TRACKING = {
  title: 'Customers see where their parcel is',
  userStory: 'As a customer I want to see where my parcel is, so that I know when to be at home.',
  apiRequirements: [{ method: 'GET', path: '/parcels/{parcelId}', summary: 'Shows one parcel and where it is.' }],
  businessRules: ['Only the customer who ordered it sees a parcel.'],
  dataRequirements: [
    { resource: 'Parcel', property: 'place', dataType: 'string', isRequired: true },
    { resource: 'Parcel', property: 'deliveredAt', dataType: 'date-time', isRequired: false },
  ],
  acceptanceCriteria: ['A parcel that was handed over is shown as delivered within a minute.'],
  priority: 'high',
} satisfies BacklogItemContent;

const HANDOVER = {
  title: 'Drivers record to whom they handed a parcel',
  userStory: 'As a driver I want to record to whom I gave a parcel, so that nobody can say that it never came.',
  apiRequirements: [{ method: 'POST', path: '/parcels/{parcelId}/handovers', summary: 'Records a handover.' }],
  businessRules: ['A parcel is handed over once.'],
  acceptanceCriteria: ['A second handover of one parcel is refused.'],
} satisfies Partial<BacklogItemContent>;

const RETURNS = {
  title: 'Customers send a parcel back',
  userStory: 'As a customer I want to send a parcel back without a printer, so that I do not need one.',
  acceptanceCriteria: ['The code on the screen is enough at the counter.'],
};
