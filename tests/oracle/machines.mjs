// SPDX-License-Identifier: Apache-2.0
// What `workflow draw --xstate` writes, as machines of XState.
import { spawnSync } from "node:child_process";
import { createMachine } from "xstate";

export function exported(holdfast, file) {
    const run = spawnSync(holdfast, ["workflow", "draw", file, "--xstate"], { maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(String(run.stderr));
    return JSON.parse(run.stdout).machines;
}

// Each transition says as an action which of its list it is: that is how one sees from outside what was taken.
function numbered(config) {
    const copy = structuredClone(config);
    for (const state of Object.values(copy.states))
        for (const list of Object.values(state.on ?? {}))
            list.forEach((one, i) => one.actions.unshift({ type: "took", params: { place: i } }));
    return copy;
}

// A branch is one transition or several: by the number in the guard's id, else the one after.
function branches(list) {
    let branch = -1;
    return list.map(({ guard, actions }) => {
        const id = guard?.params.id ?? actions.find((a) => a.type === "refuse")?.params.id;
        branch = id === undefined ? branch + 1 : Number(id.slice(id.lastIndexOf("/") + 1));
        return { branch, id, refuses: actions.some((a) => a.type === "refuse") };
    });
}

// `places`: of a state and event the branches behind its transitions. `says`: shall each say that it was taken?
export function machinesFrom(machines, guards, says) {
    return Object.fromEntries(
        Object.entries(machines).map(([kind, { config, guards: rules, conditions }]) => {
            const places = {};
            for (const [state, { on = {} }] of Object.entries(config.states))
                for (const [event, list] of Object.entries(on)) places[`${state}/${event}`] = branches(list);
            const machine = createMachine(says ? numbered(config) : config).provide({ guards });
            return [kind, { config, machine, rules, conditions, places }];
        }),
    );
}
