using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Modules.History.Importing;

/// <summary>A field of a request that cannot be, and why.</summary>
internal sealed record RequestFault(string Field, string Reason);

/// <summary>What must hold of a request before any file is looked at.</summary>
internal static class ImportRules
{
    private const int LongestScratch = 64;

    public static RequestFault? FaultOf(ImportRequest request)
    {
        if (request.Paths.Count == 0) return new("paths", "Name at least one file or folder to import.");
        if (request.Paths.Any(string.IsNullOrWhiteSpace)) return new("paths", "A path is empty.");
        if (OptionsOf(request, out var problem) is null) return new(request.TimeZone is not null && problem!.Contains("time zone", StringComparison.Ordinal) ? "timeZone" : "dateOrder", problem!);
        if (request.Scratch is { } scratch && (scratch.Length > LongestScratch || !scratch.All(char.IsAsciiLetterOrDigit) || scratch.Length == 0))
            return new("scratch", $"'{scratch}' is no name of a scratch store: letters and digits.");
        return request.Currency is { } code && CurrencyOf(code) is null ? new("currency", $"'{code}' is no currency code; give one such as USD or BTC.") : null;
    }

    /// <summary>How files are to be read; null with a sentence when the request cannot be understood.</summary>
    public static FormatOptions? OptionsOf(ImportRequest request, out string? problem) =>
        FormatOptions.TryCreate(request.Symbol, request.Interval, request.TimeZone, request.DateOrder, request.AssetClass, out problem);

    public static Currency? CurrencyOf(string code)
    {
        try
        {
            return new(code.ToUpperInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
