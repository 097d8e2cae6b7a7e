pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// A ticket issued here: which service, then language and priority, then its number.
Item {
    id: panel

    required property CounterScreen counter
    required property Words words
    readonly property string language: counter.language
    readonly property IssueDesk desk: counter.issuing

    Loader {
        anchors.fill: parent
        sourceComponent: panel.desk.step === "service" ? choose : panel.desk.step === "details"
                                                         ? details : issued
    }
    Component {
        id: choose

        TransferPanel {
            counter: panel.counter
            words: panel.words
            say: panel.words.say(panel.language, "counter-issue-which")
            picker: panel.desk.picker
        }
    }
    Component {
        id: details

        ColumnLayout {
            spacing: Theme.mm(4)

            PanelHead {
                Layout.fillWidth: true
                counter: panel.counter
                words: panel.words
                say: panel.desk.service
            }
            Note {
                Layout.fillWidth: true
                visible: panel.desk.note !== ""
                say: panel.desk.note
                capMm: 4.6
            }
            Line {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(3)
                say: panel.words.say(panel.language, "counter-issue-language")
                capMm: 3.9
                weight: Font.Bold
            }
            LanguageRow {
                Layout.fillWidth: true
                counter: panel.counter
                languages: panel.desk.languages
                onChosen: code => panel.desk.speakWith(code)
            }
            SideButton {
                objectName: "priority"
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(3)
                Layout.preferredHeight: Theme.mm(18)
                counter: panel.counter
                inPanel: true
                text: panel.words.say(panel.language, "counter-issue-priority")
                key: "P"
                iconName: panel.desk.priority ? "square-check" : "square"
                fill: panel.desk.priority ? Theme.greenLight : Theme.card
                outline: panel.desk.priority ? Theme.accent : Theme.edge
                Accessible.role: Accessible.CheckBox
                Accessible.checkable: true
                Accessible.checked: panel.desk.priority
                onChosen: panel.desk.togglePriority()
            }
            Item {
                Layout.fillHeight: true
            }
            Notice {
                Layout.fillWidth: true
                say: panel.counter.notice
                failed: panel.counter.failed
            }
            NextBar {
                objectName: "issue"
                Layout.fillWidth: true
                counter: panel.counter
                text: panel.desk.asks
                key: panel.words.say(panel.language, "key-enter")
                iconName: "ticket-plus"
                onChosen: panel.desk.issue()
            }
        }
    }
    Component {
        id: issued

        ColumnLayout {
            spacing: Theme.mm(4)

            PanelHead {
                Layout.fillWidth: true
                counter: panel.counter
                words: panel.words
                say: panel.desk.said
            }
            NumberText {
                objectName: "issued-number"
                Layout.topMargin: Theme.mm(4)
                say: panel.desk.number
                color: Theme.greenDark
                capMm: 28
                tight: true
                verticalAlignment: Text.AlignVCenter
            }
            Line {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(2)
                say: panel.desk.service
                capMm: 5.6
                weight: Font.Bold
            }
            Note {
                Layout.fillWidth: true
                say: panel.desk.told
                capMm: 4.1
            }
            Item {
                Layout.fillHeight: true
            }
            Notice {
                Layout.fillWidth: true
                say: panel.counter.notice
                failed: panel.counter.failed
            }
            NextBar {
                objectName: "issued-done"
                Layout.fillWidth: true
                counter: panel.counter
                text: panel.words.say(panel.language, "done")
                key: panel.words.say(panel.language, "key-enter")
                iconName: "check"
                onChosen: panel.counter.closePanel()
            }
        }
    }
}
