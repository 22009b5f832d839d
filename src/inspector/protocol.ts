import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping';
import type { Protocol } from 'devtools-protocol';

/** What Node and js-debug add to the inspector protocol, as far as it is used here. */
interface AddedCommands {
  /** Node's: this session hears that the program waits for its inspectors to go before it ends. */
  'NodeRuntime.notifyWhenWaitingForDisconnect': { paramsType: [{ enabled: boolean }]; returnType: void };
  /** js-debug's proxy sends no event that was not asked for. */
  'JsDebug.subscribe': { paramsType: [{ events: readonly string[] }]; returnType: void };
}

interface Events {
  'Runtime.bindingCalled': Protocol.Runtime.BindingCalledEvent;
  'NodeRuntime.waitingForDisconnect': object;
}

type Commands = ProtocolMapping.Commands & AddedCommands;

export type Method = keyof Commands;
export type ParamsOf<M extends Method> = Commands[M]['paramsType'];
export type ResultOf<M extends Method> = Commands[M]['returnType'];
export type EventName = keyof Events;
export type EventParams<E extends EventName> = Events[E];
