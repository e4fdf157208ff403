using AlgoTrendy.Core.Risk;
using System.CommandLine;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Lets accounts trade, only reduce, or halts them.</summary>
internal sealed class TradingModeCommand(Surroundings surroundings, string name, TradingMode mode, string description)
{
    private readonly Option<string?> _account = TradingOptions.Account("Only this account (default: all)");
    private readonly Option<string?> _reason = new("--reason") { Description = "For people, kept with the change", HelpName = "TEXT" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command(name, description) { _account, _reason, _json };
        command.SetAction(Set);
        return command;
    }

    private async Task<int> Set(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var status = await session.Get<ITrading>().SetTradingMode(new(mode, parsed.GetValue(_account), parsed.GetValue(_reason)), ct);
        return TradingStatusCommand.Tell(status, parsed.GetValue(_json));
    }
}
