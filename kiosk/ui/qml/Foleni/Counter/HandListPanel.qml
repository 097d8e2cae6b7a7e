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
    Flickable {
        id: view
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        contentHeight: list.implicitHeight
        contentY: Math.max(0, Math.min(contentHeight - height, panel.counter.byHand.page * height
                                       * 0.8))
        boundsBehavior: Flickable.StopAtBounds

        Binding {
            target: panel.counter.byHand
            property: "pages"
            value: view.height > 0 ? Math.max(1, Math.ceil((view.contentHeight - view.height) / (
                                                               0.8 * view.height)) + 1) : 1
        }
        Column {
            id: list
            width: view.width
            spacing: Theme.mm(4)

            Repeater {
                model: panel.counter.byHand.rows

                Column {
                    id: row

                    required property string name
                    required property string begun
                    required property string waiting

                    width: list.width
                    spacing: Theme.mm(1)

                    Line {
                        width: parent.width
                        say: row.name
                        capMm: 3.7
                        weight: Font.Bold
                    }
                    Note {
                        width: parent.width
                        visible: say !== ""
                        say: row.begun
                        capMm: 3.4
                    }
                    NumberText {
                        width: parent.width
                        visible: say !== ""
                        say: row.waiting
                        capMm: 3.7
                        wrapMode: Text.WordWrap
                    }
                }
            }
        }
    }
    Note {
        Layout.alignment: Qt.AlignRight
        visible: panel.counter.byHand.pages > 1
        say: "↑ ↓   " + (panel.counter.byHand.page + 1) + " / " + panel.counter.byHand.pages
        capMm: 3.4
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
