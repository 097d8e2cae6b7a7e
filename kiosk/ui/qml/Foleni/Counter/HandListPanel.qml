pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Who was open when the centre was last heard of, to call and write down by hand.
ColumnLayout {
    id: panel

    required property CounterScreen counter
    required property Words words

    spacing: Theme.mm(4)

    component Turn: CounterButton {
        id: turn

        required property int by
        required property string iconName

        counter: panel.counter
        implicitWidth: Theme.mm(14)
        implicitHeight: Theme.mm(10)
        onChosen: panel.counter.byHand.turn(by)

        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                name: turn.iconName
                color: Theme.ink
                sizeMm: 7
            }
        }
    }

    PanelHead {
        Layout.fillWidth: true
        counter: panel.counter
        words: panel.words
        say: panel.counter.byHand.title
    }
    Note {
        Layout.fillWidth: true
        say: panel.words.say(panel.counter.language, panel.counter.byHand.empty ? "hand-list-empty" :
                                                                                  "counter-hand-list-note")
        capMm: 3.7
    }
    Item {
        id: view

        readonly property real lineHeight: Theme.mm(7.4)

        Layout.fillWidth: true
        Layout.fillHeight: true

        NumberText {
            id: widest
            visible: false
            say: panel.counter.byHand.widest
            capMm: 3.5
        }
        Binding {
            target: panel.counter.byHand
            property: "perLine"
            value: Math.floor(view.width / widest.implicitWidth)
            when: view.width > 0
        }
        Binding {
            target: panel.counter.byHand
            property: "perPage"
            value: Math.floor(view.height / view.lineHeight)
            when: view.height > 0
        }
        Repeater {
            model: panel.counter.byHand.rows

            Item {
                id: row

                required property string kind
                required property string say
                required property int index

                y: index * view.lineHeight
                width: view.width
                height: view.lineHeight

                NumberText {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: row.kind === "waiting"
                    say: row.say
                    capMm: 3.5
                }
                Line {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    visible: row.kind !== "waiting"
                    say: row.say
                    capMm: 3.5
                    weight: row.kind === "heading" ? Font.Bold : Font.Medium
                    color: row.kind === "heading" ? Theme.ink : Theme.ink2
                }
            }
        }
    }
    RowLayout {
        Layout.alignment: Qt.AlignRight
        visible: panel.counter.byHand.pages > 1
        spacing: Theme.mm(3)

        Turn {
            objectName: "list-back"
            visible: panel.counter.byHand.page > 0
            text: panel.counter.byHand.page + " / " + panel.counter.byHand.pages
            by: -1
            iconName: "chevron-left"
        }
        NumberText {
            say: (panel.counter.byHand.page + 1) + " / " + panel.counter.byHand.pages
            color: Theme.ink2
            capMm: 3.4
        }
        Turn {
            objectName: "list-on"
            visible: panel.counter.byHand.page < panel.counter.byHand.pages - 1
            text: (panel.counter.byHand.page + 2) + " / " + panel.counter.byHand.pages
            by: 1
            iconName: "chevron-right"
        }
    }
    Notice {
        Layout.fillWidth: true
        visible: say !== ""
        say: panel.counter.notice
        failed: panel.counter.failed
    }
    NextBar {
        objectName: "print-list"
        Layout.fillWidth: true
        visible: panel.counter.byHand.prints && !panel.counter.byHand.empty
        counter: panel.counter
        text: panel.words.say(panel.counter.language, "counter-hand-list-print")
        key: panel.words.say(panel.counter.language, "key-enter")
        iconName: "printer"
        onChosen: panel.counter.byHand.printList()
    }
}
