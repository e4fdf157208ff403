namespace AlgoTrendy.Storage.Formats.Lean;

/// <summary>Files of LEAN's data folder that hold no prices: named, so that none is misread.</summary>
internal sealed class LeanOtherFormat : IFileFormat
{
    public FileReading? Recognise(FileSample sample, FormatOptions options)
    {
        var folder = sample.Segments.Length > 1 ? sample.Segments[^2] : "";
        var what = folder switch
        {
            "factor_files" => "factors for joining futures contracts",
            "map_files" => "the contracts that a continuous future maps to",
            "margins" => "margin requirements",
            "margin_interest" => "funding rates of perpetual futures",
            "universes" or "coarse" or "fundamental" => "a universe of securities",
            _ when sample.FileName == "security-database.csv" => "identifiers of securities",
            _ when sample.Segments.Contains("alternative") => "alternative data (such as interest rates)",
            _ => null,
        };
        return what is null ? null : new FileRefusal(sample.Path, $"It is a LEAN file with {what}, which is not imported; bars, ticks, and the factor and map files of stocks are.");
    }
}
