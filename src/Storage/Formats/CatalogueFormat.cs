namespace AlgoTrendy.Storage.Formats;

/// <summary>LEAN's files about instruments, which the catalogue reads.</summary>
internal sealed class CatalogueFormat : IFileFormat
{
    public FileReading? Recognise(FileSample sample, FormatOptions options) => sample.FileName switch
    {
        "market-hours-database.json" => new CatalogueFile(sample.Path, CatalogueKind.MarketHours),
        "symbol-properties-database.csv" => new CatalogueFile(sample.Path, CatalogueKind.SymbolProperties),
        _ => null,
    };
}
