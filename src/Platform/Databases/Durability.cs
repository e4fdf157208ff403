namespace AlgoTrendy.Platform.Databases;

/// <summary>What a power loss, or the crash of a database server, may take.</summary>
public enum Durability
{
    /// <summary>The last moments before it; never a part of a change, and nothing at all when only our process dies.</summary>
    Normal,

    /// <summary>Nothing that was said to be done: it is on the disk before anybody hears so.</summary>
    Full,
}
