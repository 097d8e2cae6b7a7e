import QtQuick

// Blocks one below the other, as many at a time as have room; `turn` goes on to the next ones, and from the last to the
// first. Where all have room there is but one step, so that a page made of blocks suits a screen of any size.
Item {
    id: steps

    property real gap: Theme.mm(3)
    // How often somebody has gone on.
    property int turned: 0
    readonly property int count: plan.count
    readonly property int at: turned % count
    readonly property var plan: planned()

    function turn() {
        turned = (at + 1) % count;
    }

    function reset() {
        turned = 0;
    }

    // Where each block stands, by the heights they have: {count: …, places: [{block: …, step: …, y: …}, …]}.
    function planned(): var {
    const wanted = [];
    for (let index = 0; index < steps.children.length; ++index) {
        const block = steps.children[index] as Block;
        if (block !== null && block.wanted)
        wanted.push(block);
    }
        const places = [];
        let step = 0;
        let y = 0;
        wanted.forEach((block, index) => {
            let needed = block.implicitHeight;
            for (let next = index; wanted[next].keeps && next + 1 < wanted.length; ++next)
            needed += steps.gap + wanted[next + 1].implicitHeight;
            const led = index > 0 && wanted[index - 1].keeps;
            const alone = led ? block.implicitHeight : needed;
            if (y > 0 && y + alone > steps.height) {
                step += 1;
                y = 0;
            }
                places.push({
                    block: block,
                    step: step,
                    y: y
                });
                y += block.implicitHeight + steps.gap;
            });
                return {
                    count: step + 1,
                    places: places
                };
            }

            function place() {
                for (const one of steps.plan.places) {
                    one.block.y = one.y;
                    one.block.shown = one.step === steps.at;
                }
            }

            onPlanChanged: place()
            onAtChanged: place()
        }
