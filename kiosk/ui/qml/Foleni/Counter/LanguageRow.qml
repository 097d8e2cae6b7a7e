pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// The language the visitor is called in: one digit each.
RowLayout {
    id: row

    required property CounterScreen counter
    required property var languages

    signal chosen(code: string)

    spacing: Theme.mm(4)

    Repeater {
        model: row.languages

        SideButton {
            required property string code
            required property string name
            required property bool chosenNow

            objectName: "visitor-language-" + code
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.preferredHeight: Theme.mm(18)
            counter: row.counter
            inPanel: true
            text: name
            iconName: chosenNow ? "circle-check" : ""
            fill: chosenNow ? Theme.greenLight : Theme.card
            outline: chosenNow ? Theme.accent : Theme.edge
            Accessible.role: Accessible.RadioButton
            Accessible.checkable: true
            Accessible.checked: chosenNow
            onChosen: row.chosen(code)
        }
    }
}
