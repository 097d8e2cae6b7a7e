pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Which service: as many tiles as have room, in the order of demand.
KioskPage {
    id: page

    readonly property int widest: Theme.large ? (wide ? 3 : 2) : (small ? 3 : wide ? 4 : 2)
    readonly property int highest: Theme.large || wide ? 2 : 4
    readonly property bool upright: !small && (Theme.large || wide)
    readonly property real leastWidthMm: small ? (Theme.large ? 112 : 74) : wide ? 84 : Theme.large
                                                                                   ? 88 : 78
    readonly property real leastHeightMm: small ? 29 : (wide ? 72 : Theme.large ? 62 :
                                                                                  page.room.heightMm
                                                                                  < 450 ? 74 : 66)
                                                  * page.room.grand

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Heading {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.mm(3)
            visible: !page.wide
            say: page.say("kiosk-what-do-you-need")
        }
        Item {
            id: room

            readonly property int columns: Math.max(1, Math.min(page.widest, Math.floor((width
                                                                                         + grid.spacing)
                                                                                        / (Theme.mm(
                                                                                               page.leastWidthMm)
                                                                                           + grid.spacing))))
            readonly property int fitting: Math.max(1, Math.min(page.highest, Math.floor((height
                                                                                          + grid.spacing)
                                                                                         / (Theme.mm(
                                                                                                page.leastHeightMm)
                                                                                            + grid.spacing))))
            readonly property string given: [page.width, page.height, page.kiosk.language,
                Theme.large].join()
            // What stands below depends on how many tiles a page has: rows once found too many never come back, or
            // the page would be laid out for ever.
            property int rows: 99

            function settle() {
                rows = Math.min(rows, fitting);
            }

            onGivenChanged: {
                rows = 99;
                settle();
            }
            onFittingChanged: settle()
            Component.onCompleted: settle()

            Layout.fillWidth: true
            Layout.fillHeight: true

            Binding {
                target: page.kiosk
                property: "perPage"
                value: room.columns * room.rows
                when: room.width > 0 && room.height > 0
            }
            Grid {
                id: grid
                columns: room.columns
                spacing: page.small ? Theme.mm(4) : Theme.gap

                Repeater {
                    model: page.kiosk.tiles

                    Tile {
                        required property string group
                        required property string name
                        required property string hint
                        required property string symbol
                        required property string wait
                        required property string refusal

                        objectName: "tile-" + group
                        width: (room.width - (room.columns - 1) * grid.spacing) / room.columns
                        height: Math.min(Theme.mm(page.room.scaled(112, 112)), (room.height - (room.rows
                                                                                               - 1) * grid.spacing)
                                         / room.rows)
                        text: name
                        note: Theme.large || page.room.small ? "" : hint
                        foot: page.room.bare && refusal !== "" ? refusal : wait
                        warning: page.room.bare ? "" : refusal
                        iconName: page.room.bare ? "" : symbol
                        iconMm: page.room.scaled(10, page.upright || page.small ? 17 : 19)
                        capMm: page.room.scaled(4.8, page.small ? 6.6 : page.room.heightMm < 450
                                                                  ? 6.2 : 6.5)
                        noteCapMm: page.room.scaled(4.8, page.wide ? 5.4 : 4.8)
                        footCapMm: page.room.scaled(4.8, page.wide ? 6.2 : 5.4)
                        iconAbove: page.upright
                        padding: Theme.mm(page.room.scaled(3.4, 7))
                        topPadding: Theme.mm(page.room.scaled(2.5, page.wide ? 5 : 3.4))
                        bottomPadding: topPadding
                        onChosen: page.kiosk.openGroup(group)
                    }
                }
            }
        }
        UnsureBar {
            Layout.fillWidth: true
            visible: !page.wide && page.kiosk.unsure.group !== undefined
            unsure: page.kiosk.unsure
            onChosen: page.kiosk.openGroup(page.kiosk.unsure.group)
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "back"
                Layout.preferredWidth: 2
                text: page.say("back")
                iconName: page.room.bare ? "" : "arrow-left"
                iconFirst: true
                onChosen: page.kiosk.back()
            }
            Way {
                room: page.room
                objectName: "not-sure"
                visible: page.wide && page.kiosk.unsure.group !== undefined
                text: page.kiosk.unsure.name ?? ""
                explained: page.kiosk.unsure.hint ?? ""
                iconName: page.room.bare ? "" : page.kiosk.unsure.symbol ?? ""
                iconFirst: true
                quiet: true
                onChosen: page.kiosk.openGroup(page.kiosk.unsure.group)
            }
            Way {
                room: page.room
                objectName: "more"
                visible: page.kiosk.pageOf !== ""
                text: page.say(page.kiosk.lastTiles ? "kiosk-first-services" :
                                                      "kiosk-more-services")
                explained: page.kiosk.pageOf
                iconName: page.room.bare ? "" : "arrow-right"
                onChosen: page.kiosk.more()
            }
        }
    }
}
