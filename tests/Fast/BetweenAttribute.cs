using Xunit.v3;

namespace AlgoTrendy.Tests.Fast;

/// <summary>Marks tests of where modules meet, for <c>./test --between backtesting,history</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class BetweenAttribute(params string[] modules) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Modules { get; } = modules;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. Modules.Select(module => KeyValuePair.Create("Between", module))];
}
