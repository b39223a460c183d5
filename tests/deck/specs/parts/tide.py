from math import sin


# #region tide
def tide(hour):
    # #region angle
    angle = hour / 2
    # #endregion
    return 2 + sin(angle)
# #endregion tide


class Log:
    def line(self):
        return "```"
