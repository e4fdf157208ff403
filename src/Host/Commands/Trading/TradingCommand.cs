using AlgoTrendy.Core.Risk;
using System.CommandLine;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>The kill switch, and how each account trades.</summary>
internal sealed class TradingCommand(Surroundings surroundings)
{
    public Command Create() => new("trading", "Halt, reduce, resume and flatten; show how each account trades")
    {
        new TradingStatusCommand(surroundings).Create(),
        new TradingAlertsCommand(surroundings).Create(),
        new TradingModeCommand(surroundings, "halt", TradingMode.Halted, "Nothing new; cancels, protection and flattening all the same").Create(),
        new TradingModeCommand(surroundings, "reduce-only", TradingMode.ReduceOnly, "Only what makes positions smaller").Create(),
        new TradingModeCommand(surroundings, "resume", TradingMode.Normal, "Trade as usual again").Create(),
        new TradingFlattenCommand(surroundings).Create(),
    };
}
