import type { Refusal } from '../../../shared/result';

/** What a person reads when something was not done: what happened, and what to do next. */
export const refusals: Record<Refusal, string> = {
  'bad-input': 'Something in it could not be read. Please change it a little and try again.',
  'too-large': 'It is too long. Please make it shorter.',
  'too-fast': 'That was a little fast. Please wait a moment and try again.',
  'no-session': 'This device is not known here any more. Please come in again.',
  'not-inside': 'Only people inside this room can do that. Please come in again.',
  'not-allowed': 'Your role does not let you do that.',
  'not-yours': 'Only the person who wrote it can do that.',
  'stepped-back': 'A host asked you to step back from this room for a while. Other rooms are open to you.',
  'room-closed': 'A host closed this room for now. Other rooms may be open.',
  'voice-full': 'As many people are talking as this room can carry. You can listen in a moment, or write.',
  'piece-elsewhere': 'Someone else has the talking piece. Your turn comes when it is passed to you.',
  'not-found': 'It is not there any more.',
  'id-used': 'This was already used for something else. Please try again.',
  'name-refused': 'This name cannot be used here. Please choose another, in common letters of one alphabet.',
  'name-taken': 'This name is too much like the name of somebody else. Please choose another.',
  'agreement-changed': 'The agreement has just changed. Please read it once more.',
  'link-used': 'This link was already used, is too old, or is not known. Please ask for a new one.',
  'store-down': 'We cannot save anything right now. Nothing is lost. Please try again soon.',
  broken: 'Something on our side broke. Nothing is lost. Please try again.',
  offline: 'There is no line right now. Nothing is lost. Please try again when it is back.',
  'no-answer': 'No answer came. Nothing is lost. Please try again.',
};
