using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Reads spans of time from the settings.</summary>
internal static class Times
{
    /// <exception cref="SetupException">It is no number of seconds.</exception>
    public static double Seconds(IConfiguration settings, string name, double usual) => settings[name] switch
    {
        null => usual,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400 => seconds,
        var text => throw new SetupException($"{name} is '{text}'; give seconds, as in {usual.ToString(CultureInfo.InvariantCulture)}."),
    };
}
