pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Which service: as many tiles as have room, in the order of demand.
KioskPage {
    id: page

    readonly property int widest: Theme.large ? (wide ? 3 : 2) : (wide ? 4 : 2)
    readonly property int highest: Theme.large || wide ? 2 : 4
    readonly property real leastWidthMm: Theme.large ? 88 : 78
    readonly property real leastHeightMm: Theme.large ? 62 : small ? 32 : 58

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Heading {
            Layout.fillWidth: true
            Layout.bottomMargin: page.small ? 0 : Theme.mm(3)
            say: page.say("kiosk-what-do-you-need")
            capMm: page.small ? 6.4 : 11
        }
        Item {
            id: room

            readonly property int columns: Math.max(1, Math.min(page.widest,
                Math.floor((width + grid.spacing) / (Theme.mm(page.leastWidthMm) + grid.spacing))))
            readonly property int rows: Math.max(1, Math.min(page.highest,
                Math.floor((height + grid.spacing) / (Theme.mm(page.leastHeightMm) + grid.spacing))))

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
                        height: Math.min(Theme.mm(84), (room.height - (room.rows - 1) * grid.spacing) / room.rows)
                        text: name
                        note: Theme.large || page.small ? "" : hint
                        foot: wait
                        warning: refusal
                        iconName: symbol
                        iconMm: page.small ? 12 : 17
                        capMm: page.small ? 4.8 : 6.6
                        iconAbove: Theme.large && !page.small
                        onChosen: page.kiosk.openGroup(group)
                    }
                }
            }
        }
        Pressable {
            id: unsure
            objectName: "not-sure"
            Layout.fillWidth: true
            visible: page.kiosk.unsure.group !== undefined
            text: page.kiosk.unsure.name ?? ""
            explained: page.kiosk.unsure.hint ?? ""
            leftPadding: Theme.mm(7)
            rightPadding: Theme.mm(7)
            topPadding: Theme.mm(3)
            bottomPadding: Theme.mm(3)
            onChosen: page.kiosk.openGroup(page.kiosk.unsure.group)

            background: Rectangle {
                radius: unsure.cornerRadius
                color: unsure.down ? Theme.cardPressed : Theme.card
                border.color: Theme.edge
                border.width: Theme.edgeWidth
            }
            contentItem: RowLayout {
                spacing: Theme.mm(6)

                Icon {
                    name: page.kiosk.unsure.symbol ?? ""
                    color: Theme.ink
                    sizeMm: 12
                }
                Line {
                    Layout.fillWidth: true
                    lead: unsure.text
                    say: "— " + unsure.explained
                    capMm: page.small ? 4.8 : 5.6
                    Accessible.ignored: true
                }
                Icon {
                    name: "chevron-right"
                    color: Theme.ink
                    sizeMm: 10
                }
            }
        }
        Foot {
            Layout.preferredHeight: Math.max(implicitHeight, Theme.mm(page.small ? 20 : 26))

            SecondaryButton {
                objectName: "back"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 2
                text: page.say("back")
                iconName: "arrow-left"
                iconFirst: true
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.back()
            }
            SecondaryButton {
                objectName: "more"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                visible: page.kiosk.pageOf !== ""
                text: page.say(page.kiosk.lastTiles ? "kiosk-first-services" : "kiosk-more-services")
                explained: page.kiosk.pageOf
                iconName: "arrow-right"
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.more()
            }
        }
    }
}
