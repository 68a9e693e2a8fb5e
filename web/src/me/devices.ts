/** Where I am signed in, and whom I have blocked: lists that are fetched when they are looked at. */
import { api } from "../api/client";

export const devices = () => api.devices();
export const signOutDevice = (id: string) => api.endSession(id);
export const signOutOthers = () => api.endOtherSessions();
export const blocks = () => api.blocks();
export const unblock = (id: string) => api.unblock(id);
