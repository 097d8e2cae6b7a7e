pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Why on hold, or why a break: one digit each.
ColumnLayout {
    id: panel

    required property CounterScreen counter
    required property Words words

    spacing: Theme.mm(4)

    PanelHead {
        Layout.fillWidth: true
        counter: panel.counter
        words: panel.words
        say: panel.counter.question.title
    }
    Repeater {
        model: panel.counter.question.rows

        SideButton {
            required property string code
            required property string name

            objectName: "reason-" + code
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.mm(16)
            counter: panel.counter
            inPanel: true
            text: name
            iconName: "chevron-right"
            onChosen: panel.counter.question.answer(code)
        }
    }
    Item {
        Layout.fillHeight: true
    }
    Notice {
        Layout.fillWidth: true
        say: panel.counter.notice
        failed: panel.counter.failed
    }
}
