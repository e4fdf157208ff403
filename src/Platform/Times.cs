using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Platform;

/// <summary>Reads spans of time from the settings.</summary>
public static class Times
{
    private const double LeastSeconds = 0.001;
    private const double MostSeconds = 86_400;

    /// <exception cref="SetupException">It is no number of seconds.</exception>
    public static double Seconds(IConfiguration settings, string name, double usual) => settings[name] switch
    {
        null => usual,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= LeastSeconds and < MostSeconds => seconds,
        var text => throw new SetupException(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}'; give seconds, at least {LeastSeconds} and less than {MostSeconds}, as in {usual}.")),
    };
}
