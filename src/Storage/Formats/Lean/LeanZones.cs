using NodaTime;

namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>In which time zone LEAN's files of a market count time, where no market-hours database says (its dataTimeZone; the rules below are taken from it).</summary>
internal static class LeanZones
{
    private static readonly HashSet<string> ChicagoIndices = ["spx", "vix", "ndx"];

    public static DateTimeZone Of(LeanPath path, FormatOptions options) =>
        options.LeanZoneOf?.Invoke(path.SecurityType, path.Market, path.Ticker) ?? DateTimeZoneProviders.Tzdb[IdOf(path)];

    private static string IdOf(LeanPath path) => (path.SecurityType, path.Market) switch
    {
        ("index", "usa" or "") => ChicagoIndices.Contains(path.Ticker) ? "America/Chicago" : "America/New_York",
        ("index", "cboe") or ("equity" or "option" or "indexoption", "usa" or "") => "America/New_York",
        ("forex", "fxcm") => "UTC-05",
        ("future", "ice") when path.Ticker == "dx" => "America/New_York",
        (_, "india") => "Asia/Kolkata",
        (_, "eurex") => "Europe/Berlin",
        (_, "hkfe") => "Asia/Hong_Kong",
        (_, "krx") => "Asia/Seoul",
        (_, "ose") => "Asia/Tokyo",
        _ => "UTC",
    };
}
