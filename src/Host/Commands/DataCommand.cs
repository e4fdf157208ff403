using System.CommandLine;

namespace AlgoTrendy.Host.Commands;

/// <summary>Everything about stored market data.</summary>
internal sealed class DataCommand(Surroundings surroundings)
{
    public Command Create() => new("data", "Import, list, check, export and delete market data")
    {
        new DataImportCommand(surroundings).Create(),
        new DataListCommand(surroundings).Create(),
        new DataCoverageCommand(surroundings).Create(),
        new DataVerifyCommand(surroundings).Create(),
        new DataExportCommand(surroundings).Create(),
        new DataDeleteCommand(surroundings).Create(),
    };
}
