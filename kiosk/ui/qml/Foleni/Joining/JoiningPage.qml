pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// Over any screen that has no place in a centre: looking for one, asking, the code, and what went wrong.
Item {
    id: page

    required property JoiningScreen joining
    required property Words words
    required property Look look

    readonly property bool wide: width > height
    // A hall's board is read from further away, and has the room for it.
    readonly property real scaled: Math.max(1, Math.min(width, height) / Theme.pxPerMm / 165)
    readonly property bool shown: joining.page !== ""
    // Who listens hears why nothing else can be had here.
    readonly property bool modal: shown

    anchors.fill: parent
    z: 900

    Rectangle {
        anchors.fill: parent
        visible: page.shown
        color: Theme.paper
        Accessible.ignored: true
    }
    // What lies below cannot be touched meanwhile.
    MultiPointTouchArea {
        anchors.fill: parent
        enabled: page.shown
    }
    Loader {
        anchors.fill: parent
        anchors.margins: Theme.mm(8 * Math.min(2, page.scaled))
        anchors.bottomMargin: anchors.margins + page.look.footPx
        active: page.shown
        sourceComponent: ({
                              looking: looking,
                              typing: typing,
                              asking: asking,
                              code: code
                          })[page.joining.page] ?? sorry
    }
    Component {
        id: looking

        LookingPane {
            joining: page.joining
            words: page.words
            scaled: page.scaled
            wide: page.wide
        }
    }
    Component {
        id: typing

        TypingPane {
            joining: page.joining
            words: page.words
            scaled: page.scaled
            wide: page.wide
        }
    }
    Component {
        id: asking

        AskingPane {
            joining: page.joining
            words: page.words
            scaled: page.scaled
        }
    }
    Component {
        id: code

        CodePane {
            joining: page.joining
            words: page.words
            scaled: page.scaled
            wide: page.wide
        }
    }
    Component {
        id: sorry

        SorryPane {
            joining: page.joining
            words: page.words
            scaled: page.scaled
            wide: page.wide
        }
    }
    StrangerStrip {
        width: parent.width
        visible: page.joining.strangerNear && !page.shown
        joining: page.joining
        words: page.words
    }
}
