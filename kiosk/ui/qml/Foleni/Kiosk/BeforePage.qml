pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Before the ticket: what it needs, costs and takes, or why there is none. Where not all of it has room (a small
// screen, bigger text), what to bring stands behind a button of its own.
KioskPage {
    id: page

    readonly property var promise: kiosk.promise
    readonly property bool refused: promise.no_title !== ""
    readonly property bool plainNo: refused && !promise.can_take
    readonly property int gap: small ? Theme.mm(3) : Theme.gap

    ColumnLayout {
        anchors.fill: parent
        spacing: page.gap

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            spacing: Theme.mm(6)

            Rectangle {
                Layout.preferredWidth: Theme.mm(page.small ? 18 : 33)
                Layout.preferredHeight: Layout.preferredWidth
                visible: !(page.small && Theme.large)
                radius: Theme.radius
                color: Theme.greenLight
                border.color: Theme.greenLightEdge
                border.width: Theme.edgeWidth

                Icon {
                    anchors.centerIn: parent
                    name: page.promise.icon
                    sizeMm: page.small ? 12 : 18
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Heading {
                    Layout.fillWidth: true
                    say: page.promise.group
                    capMm: page.small ? 6 : Theme.large ? 8 : 10.5
                }
                Note {
                    Layout.fillWidth: true
                    visible: !(page.small && Theme.large)
                    say: page.promise.agency
                    capMm: page.small || Theme.large ? 4.8 : 5.6
                }
            }
        }
        Flow {
            Layout.fillWidth: true
            visible: chips.count > 0
            spacing: Theme.mm(4)

            Repeater {
                id: chips
                model: page.kiosk.choices

                ChoiceChip {
                    required property string service
                    required property string name
                    required property bool picked

                    objectName: "service-" + service
                    width: Math.min(implicitWidth, parent?.width ?? implicitWidth)
                    text: name
                    on: picked
                    onChosen: page.kiosk.chooseService(service)
                }
            }
        }
        Item {
            id: room

            // What is hidden is laid out all the same, so that its height is known.
            readonly property real columnWidth: page.wide && !tight ? (width - page.gap) / 2 : width
            readonly property real together: page.wide
                ? Math.max(bring.implicitHeight, ahead.implicitHeight)
                : bring.implicitHeight + page.gap + ahead.implicitHeight
            readonly property real whole: height + (turn.visible ? turn.height + page.gap : 0)
            readonly property bool tight: page.wide ? page.small && Theme.large : crowded
            property bool crowded: false
            property bool turned: false

            function judge() {
                crowded = together > whole + 1
            }

            Layout.fillWidth: true
            Layout.fillHeight: true
            onTogetherChanged: Qt.callLater(judge)
            onWholeChanged: Qt.callLater(judge)

            Connections {
                target: page

                function onVisibleChanged() {
                    room.turned = false
                }
            }
            BringCard {
                id: bring
                y: page.plainNo && !page.wide && !room.tight ? ahead.implicitHeight + page.gap : 0
                width: room.columnWidth
                visible: !room.tight || room.turned
                promise: page.promise
                words: page.words
                language: page.kiosk.language
                small: page.small
            }
            ColumnLayout {
                id: ahead
                x: page.wide && !room.tight ? room.columnWidth + page.gap : 0
                y: page.wide || page.plainNo || room.tight ? 0 : bring.implicitHeight + page.gap
                width: room.columnWidth
                visible: !room.tight || !room.turned
                spacing: page.gap

                Banner {
                    objectName: "refusal"
                    Layout.fillWidth: true
                    visible: page.refused
                    iconName: "triangle-alert"
                    title: page.promise.no_title
                    titleCapMm: page.small ? 5 : 6
                    say: page.promise.no_instead
                }
                PromiseCard {
                    Layout.fillWidth: true
                    visible: !page.plainNo
                    promise: page.promise
                    words: page.words
                    language: page.kiosk.language
                    small: page.small
                }
                Banner {
                    Layout.fillWidth: true
                    visible: !page.plainNo
                    iconName: page.small ? "" : "heart-handshake"
                    title: page.say("kiosk-priority")
                    titleCapMm: page.small ? 4.8 : 6
                    say: page.say("kiosk-priority-note")

                    Toggle {
                        objectName: "priority"
                        text: page.say("kiosk-priority")
                        on: page.kiosk.priority
                        onChosen: page.kiosk.togglePriority()
                    }
                }
            }
        }
        SecondaryButton {
            id: turn
            objectName: "turn"
            Layout.fillWidth: true
            visible: room.tight
            quiet: true
            text: page.say(room.turned ? "kiosk-estimated-wait" : "kiosk-bring")
            iconName: "chevron-right"
            capMm: page.small ? 4.8 : 6
            onChosen: room.turned = !room.turned
        }
        Foot {
            Layout.preferredHeight: Math.max(implicitHeight, Theme.mm(page.small ? 20 : 26))

            SecondaryButton {
                objectName: "back"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                visible: !page.kiosk.asking
                text: page.say("back")
                iconName: "arrow-left"
                iconFirst: true
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.back()
            }
            PrimaryButton {
                objectName: page.plainNo ? "choose-other" : "take"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 7
                enabled: !page.kiosk.asking
                text: page.say(page.kiosk.asking ? "please-wait" : page.plainNo ? "kiosk-choose-other" : "kiosk-take-my-ticket")
                iconName: page.kiosk.asking ? "hourglass" : page.plainNo ? "" : "arrow-right"
                capMm: page.small ? 6 : page.plainNo ? 7 : 8.5
                onChosen: page.plainNo ? page.kiosk.back() : page.kiosk.takeTicket()
            }
        }
    }
}
