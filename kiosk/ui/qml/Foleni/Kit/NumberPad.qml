pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

// Digits for a finger: three columns as on a telephone, and above them what else is to be typed.
// Keys act on release. The same key twice in a row is two digits, so the guard of Pressable is not for them.
GridLayout {
    id: pad

    property list<string> letters: []
    property bool digits: true
    property real keyMm: 20
    property real gapMm: 3
    // The pad of a PIN is not read aloud: whoever stands near would hear it.
    property bool silent: false
    property string eraseName
    property string enterName
    // Without it there is no key that ends the number.
    property bool enters: false

    signal pressed(key: string)
    signal erased
    signal entered

    columns: 3
    columnSpacing: Theme.mm(gapMm)
    rowSpacing: Theme.mm(gapMm)

    // Not "Key": a type of that name makes PySide6 6.11 crash when Python looks at one.
    component PadKey: T.AbstractButton {
        id: key

        property string iconName
        property bool goes: false

        Layout.fillWidth: true
        implicitWidth: Math.ceil(pad.keyMm * Theme.pxPerMm)
        implicitHeight: implicitWidth
        focusPolicy: Qt.NoFocus
        hoverEnabled: false
        Accessible.role: Accessible.Button
        Accessible.name: key.text
        Accessible.ignored: pad.silent

        background: Rectangle {
            radius: Theme.mm(3)
            color: key.goes ? (key.down ? Theme.greenPressed : Theme.green) : key.down
                              ? Theme.cardPressed : Theme.card
            border.color: key.goes ? Theme.greenEdge : Theme.edge
            border.width: Theme.edgeWidth
        }
        FocusRing {
            around: key
            cornerRadius: Theme.mm(3)
        }
        contentItem: Item {
            NumberText {
                anchors.centerIn: parent
                visible: key.iconName === ""
                say: key.text
                capMm: 7
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            Icon {
                anchors.centerIn: parent
                visible: key.iconName !== ""
                name: key.iconName
                color: key.goes ? Theme.inkOnGreen : Theme.ink
                sizeMm: 9
            }
        }
    }

    Repeater {
        model: [...pad.letters, ...(pad.digits ? ["1", "2", "3", "4", "5", "6", "7", "8", "9"] :
                                                 [])]

        PadKey {
            required property string modelData
            objectName: "key-" + modelData
            text: modelData
            onClicked: pad.pressed(modelData)
        }
    }
    PadKey {
        objectName: "key-erase"
        visible: pad.digits
        text: pad.eraseName
        iconName: "delete"
        onClicked: pad.erased()
    }
    PadKey {
        objectName: "key-0"
        visible: pad.digits
        text: "0"
        onClicked: pad.pressed("0")
    }
    PadKey {
        objectName: "key-enter"
        visible: pad.digits && pad.enters
        goes: true
        text: pad.enterName
        iconName: "check"
        onClicked: pad.entered()
    }
}
