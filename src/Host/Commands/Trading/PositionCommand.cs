using System.CommandLine;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Everything about positions.</summary>
internal sealed class PositionCommand(Surroundings surroundings)
{
    public static Argument<string> Position() => new("POSITION") { Description = "Which position: account and symbol, as in paper:BTCUSDT.SIM" };

    public Command Create() => new("position", "Show and close positions, and guard them with a stop or a time")
    {
        new PositionListCommand(surroundings).Create(),
        new PositionLotsCommand(surroundings).Create(),
        new PositionCloseCommand(surroundings).Create(),
        new PositionStopCommand(surroundings).Create(),
    };
}
