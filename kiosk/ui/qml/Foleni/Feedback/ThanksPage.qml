import QtQuick
import Foleni.Backend
import Foleni.Kit

// Thanks; it goes by itself, and nothing can be pressed meanwhile.
Item {
    id: thanks

    required property FeedbackScreen flow
    required property Words words

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.mm(6)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "circle-check"
            sizeMm: 30
        }
        Heading {
            width: parent.width
            say: thanks.words.say(thanks.flow.language, "feedback-thanks")
            horizontalAlignment: Text.AlignHCenter
        }
        Body {
            width: parent.width
            say: thanks.words.say(thanks.flow.second === "" ? thanks.flow.language : thanks.flow.second,
                                  thanks.flow.second === "" ? "feedback-thanks-note" :
                                                              "feedback-thanks")
            language: thanks.flow.second === "" ? thanks.flow.language : thanks.flow.second
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
