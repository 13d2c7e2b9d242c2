import type { ComponentChildren } from 'preact';
import type { Figures } from '../../shared/figures';
import { type RefusalCode, refusalCodes } from '../../shared/result';
import type { Language, Words } from '../words/words';
import { spelling } from './spelling';

interface Read {
  words: Words['figures'];
  language: Language;
  figures: Figures;
}

/** The figures as tables: a row a figure, read by anyone from left to right. */
export function FiguresTables(read: Read) {
  return (
    <>
      <NowTable {...read} />
      <HourTable {...read} />
      <TimesTable {...read} />
      <WordsTable {...read} />
      <ServerTable {...read} />
    </>
  );
}

function NowTable({ words, language, figures: { people, rooms, voice, held } }: Read) {
  const { count } = spelling(words, language);
  return (
    <Table caption={words.now}>
      <Row name={words.people}>{count(people)}</Row>
      <Row name={words.openRooms}>{count(rooms.open)}</Row>
      <Row name={words.roomsWithSomeone}>{count(rooms.withSomeone)}</Row>
      <Row name={words.pages}>{count(held.pages)}</Row>
      <Row name={words.seats}>{count(held.seats)}</Row>
      {lessThanVoice
        .filter((step) => voice[step] > 0)
        .map((step) => (
          <Row key={step} name={words.seatsBy[step]}>
            {count(voice[step])}
          </Row>
        ))}
      <Row name={words.liveLines}>{count(held.liveLines)}</Row>
      <Row name={words.boards}>{count(held.boards)}</Row>
    </Table>
  );
}

const lessThanVoice = ['low', 'listen', 'text'] as const;

function HourTable({ words, language, figures: { messages, commands, refused } }: Read) {
  const { count } = spelling(words, language);
  const counted = (code: RefusalCode) => refused[code]?.lastHour ?? 0;
  return (
    <Table caption={words.hour}>
      <Row name={words.messages}>{count(messages.lastHour)}</Row>
      <Row name={words.commands}>{count(commands.lastHour)}</Row>
      {refusalCodes
        .filter((code) => counted(code) > 0)
        .map((code) => (
          <Row key={code} name={words.refused(words.refusals[code])}>
            {count(counted(code))}
          </Row>
        ))}
    </Table>
  );
}

function TimesTable({ words, language, figures: { store, loop } }: Read) {
  const { ms } = spelling(words, language);
  const rows = { [words.reads]: store.reads, [words.writes]: store.writes, [words.late]: loop };
  return (
    <div>
      <table>
        <caption>{words.times}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{words.half}</th>
            <th scope="col">{words.most}</th>
            <th scope="col">{words.longest}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(rows).map(([name, { p50, p99, most }]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{ms(p50)}</td>
              <td>{ms(p99)}</td>
              <td>{ms(most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{words.timesText}</p>
    </div>
  );
}

function WordsTable({ words, language, figures: { oldest } }: Read) {
  const { age } = spelling(words, language);
  if (oldest.length === 0)
    return (
      <section>
        <h2>{words.words}</h2>
        <p>{words.noWords}</p>
      </section>
    );
  return (
    <Table caption={words.words}>
      {oldest.map(({ roomId, name, ageHours, keptHours, overdue }) => (
        <Row key={roomId} name={name}>
          {overdue && keptHours !== undefined ? (
            <span class="error">{words.overdue(age(ageHours), age(keptHours))}</span>
          ) : (
            words.age(age(ageHours), keptHours === undefined ? undefined : age(keptHours))
          )}
        </Row>
      ))}
    </Table>
  );
}

function ServerTable({ words, language, figures: { upSeconds, memory, held, handles } }: Read) {
  const { age, count, megabytes } = spelling(words, language);
  return (
    <Table caption={words.server}>
      <Row name={words.up}>{age(Math.floor(upSeconds / 3600))}</Row>
      <Row name={words.memory}>{megabytes(memory.rssBytes)}</Row>
      <Row name={words.heap}>{megabytes(memory.heapBytes)}</Row>
      <Row name={words.connections}>{count(held.connections)}</Row>
      <Row name={words.handles}>{count(Object.values(handles).reduce((sum, one) => sum + one, 0))}</Row>
      <Row name={words.places}>{count(held.places)}</Row>
      <Row name={words.stepBacks}>{count(held.stepBacks)}</Row>
      <Row name={words.allowances}>{count(held.allowances)}</Row>
    </Table>
  );
}

function Table({ caption, children }: { caption: string; children: ComponentChildren }) {
  return (
    <table>
      <caption>{caption}</caption>
      <tbody>{children}</tbody>
    </table>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}
