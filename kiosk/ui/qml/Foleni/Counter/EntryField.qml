pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Foleni.Kit

// Where something is typed. It takes the keyboard as soon as it is there; what it does not need goes on to the screen.
T.TextField {
    id: field

    required property string name
    property real capMm: 5
    // A second field waits until somebody goes on to it.
    property bool first: true

    implicitWidth: Theme.mm(90)
    implicitHeight: Theme.mm(capMm * 2.2 + 4)
    leftPadding: Theme.mm(4)
    rightPadding: Theme.mm(4)
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.ink
    selectionColor: Theme.green
    selectedTextColor: Theme.inkOnGreen
    font.family: Theme.numberFont
    font.weight: Font.DemiBold
    font.pixelSize: Theme.capNumber(field.capMm)
    Accessible.role: Accessible.EditableText
    Accessible.name: field.name

    Accessible.passwordEdit: field.echoMode === TextInput.Password

    Component.onCompleted: if (field.first)
                               forceActiveFocus()

    // It stands still: a screen at rest paints nothing.
    cursorDelegate: Rectangle {
        width: Theme.hairWidth
        color: Theme.ink
        visible: field.activeFocus
    }
    background: Rectangle {
        radius: Theme.mm(3)
        color: Theme.card
        border.color: field.activeFocus ? Theme.focus : Theme.edge
        border.width: field.activeFocus ? Theme.lineWidth : Theme.edgeWidth
    }
}
