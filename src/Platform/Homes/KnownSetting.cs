using System.Globalization;

namespace AlgoTrendy.Platform.Homes;

/// <summary>A setting that there is, and what it can be.</summary>
/// <param name="Key">Section:Key, as in algotrendy.yaml.</param>
/// <param name="Fits">Whether a text is one that it can be.</param>
/// <param name="Wants">What it can be, after a semicolon: it can be json or short.</param>
public sealed record KnownSetting(string Key, Func<string, bool> Fits, string Wants)
{
    private const double Day = 86_400;

    /// <summary>Whoever uses it says what is wrong with it.</summary>
    public static KnownSetting Text(string key) => new(key, _ => true, "");

    public static KnownSetting Seconds(string key, double least = 0.001, double most = Day) => new(
        key, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= most,
        string.Create(CultureInfo.InvariantCulture, $"give seconds, from {least} to {most}"));

    public static KnownSetting Whole(string key, int least, int most) => new(
        key, text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most,
        string.Create(CultureInfo.InvariantCulture, $"give a whole number from {least} to {most}"));

    public static KnownSetting OneOf<T>(string key) where T : struct, Enum => new(
        key, text => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase), $"it can be {string.Join(", ", Enum.GetNames<T>())}");

    public static KnownSetting Address(string key) => new(key, text => Uri.TryCreate(text, UriKind.Absolute, out _), "give an address, such as http://127.0.0.1:9000");

    /// <returns>A sentence; null when it fits.</returns>
    public string? FaultOf(string value) => Fits(value) ? null : $"{Key} is '{value}'; {Wants}.";
}
