using System.CommandLine;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Shows how an account compares with its venue.</summary>
internal sealed class BrokersReconcileCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account's" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("reconcile", "Show how the account compares with its venue") { _id, _json };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        return BrokerText.Tell(await session.Get<ITrading>().GetReconciliation(new(parsed.GetRequiredValue(_id)), ct), parsed.GetValue(_json));
    }
}
