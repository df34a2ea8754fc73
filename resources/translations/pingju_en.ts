<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>CaseDesk</name>
    <message>
        <source>已开始取消，照着“下一步”做就行</source>
        <translation>Cancellation started: just follow “Next step”</translation>
    </message>
    <message>
        <source>已记下发送的时间和渠道</source>
        <translation>Noted when and where it was sent</translation>
    </message>
    <message>
        <source>已撤销最后一条，原来的记录仍留在经过里</source>
        <translation>Last entry undone; it stays in the history</translation>
    </message>
    <message>
        <source>已记录：{}</source>
        <translation>Recorded: {}</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>撤销最后一条</source>
        <translation>Undo last entry</translation>
    </message>
    <message>
        <source>再开一个案件</source>
        <translation>Open another case</translation>
    </message>
    <message>
        <source>话术已复制，到平台的订单沟通里粘贴发送</source>
        <translation>Message copied; paste it into the platform&apos;s order chat and send it</translation>
    </message>
    <message>
        <source>还缺的凭证</source>
        <translation>Proof still missing</translation>
    </message>
    <message>
        <source>发生了什么？</source>
        <translation>What happened?</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>History</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>其他案件</source>
        <translation>Other cases</translation>
    </message>
</context>
<context>
    <name>ClauseForm</name>
    <message>
        <source>哪一项</source>
        <translation>Which rule</translation>
    </message>
    <message>
        <source>规定是多少</source>
        <translation>How long or how much</translation>
    </message>
    <message>
        <source>规则原文</source>
        <translation>The rule&apos;s own text</translation>
    </message>
    <message>
        <source>从平台规则页原样复制</source>
        <translation>copied word for word from the platform&apos;s rules page</translation>
    </message>
    <message>
        <source>来源网址</source>
        <translation>Source address</translation>
    </message>
    <message>
        <source>添加规则</source>
        <translation>Add rule</translation>
    </message>
    <message>
        <source>记录规则</source>
        <translation>Record rule</translation>
    </message>
    <message>
        <source>把规则页的截图拖到这里，作为证据</source>
        <translation>Drop a screenshot of the rules page here as evidence</translation>
    </message>
    <message>
        <source>换成新版本，旧版本会保留</source>
        <translation>Replace with a new version; the old one is kept</translation>
    </message>
    <message>
        <source>已附上规则页截图</source>
        <translation>Screenshot of the rules page attached</translation>
    </message>
</context>
<context>
    <name>ClauseView</name>
    <message>
        <source>“{}”</source>
        <translation>“{}”</translation>
    </message>
    <message>
        <source>常见做法，不是本平台规则原文</source>
        <translation>Common practice, not this platform&apos;s own text</translation>
    </message>
    <message>
        <source>换成原文</source>
        <translation>Use original text</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>Update</translation>
    </message>
    <message>
        <source>更新规则：{}</source>
        <translation>Update rule: {}</translation>
    </message>
    <message>
        <source>{} 个版本</source>
        <translation>{} versions</translation>
    </message>
    <message>
        <source>{} 的历次版本</source>
        <translation>Versions of {}</translation>
    </message>
    <message>
        <source>记录于 {}</source>
        <translation>Recorded {}</translation>
    </message>
    <message>
        <source>来源：{}</source>
        <translation>Source: {}</translation>
    </message>
    <message>
        <source>截图：{}</source>
        <translation>Screenshot: {}</translation>
    </message>
</context>
<context>
    <name>ClausesPanel</name>
    <message>
        <source>＋ 添加规则</source>
        <translation>＋ Add rule</translation>
    </message>
    <message>
        <source>加入常见做法</source>
        <translation>Add common practice</translation>
    </message>
    <message>
        <source>导入规则包…</source>
        <translation>Import rule pack…</translation>
    </message>
    <message>
        <source>打开平台的交易规则页，截图拖到这里；也可以先加入卡盟的常见做法。</source>
        <translation>Open the platform&apos;s rules page and drop a screenshot of it here, or start with the common practice of card platforms.</translation>
    </message>
    <message>
        <source>还没有规则</source>
        <translation>No rules yet</translation>
    </message>
    <message>
        <source>请先记录或放弃正在写的这一条</source>
        <translation>Record or discard the rule you are writing first</translation>
    </message>
    <message>
        <source>{} 条只是常见做法。请到平台规则页找到原文，截图后换上，投诉时才站得住。</source>
        <translation>Only common practice: {}. Find the original text on the platform&apos;s rules page and put it in with a screenshot, so that a complaint can rest on it.</translation>
    </message>
</context>
<context>
    <name>ConductHint</name>
    <message>
        <source>小心，{}：{}</source>
        <translation>Careful, {}: {}</translation>
    </message>
    <message>
        <source>{}：{}</source>
        <translation>{}: {}</translation>
    </message>
</context>
<context>
    <name>DeadlineList</name>
    <message>
        <source>那一年的放假安排还没公布，这是估算。</source>
        <translation>That year&apos;s holidays are not announced yet; this is an estimate.</translation>
    </message>
</context>
<context>
    <name>DescribePanel</name>
    <message>
        <source>证明什么</source>
        <translation>What it proves</translation>
    </message>
    <message>
        <source>例如：下单时选择的商品、面值和金额</source>
        <translation>e.g. the product, face value and amount chosen</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>例如：手机截图（支付宝）</source>
        <translation>e.g. phone screenshot (Alipay)</translation>
    </message>
    <message>
        <source>截取时间</source>
        <translation>Captured at</translation>
    </message>
    <message>
        <source>看大图</source>
        <translation>Look closely</translation>
    </message>
    <message>
        <source>另存原件…</source>
        <translation>Save original as…</translation>
    </message>
    <message>
        <source>移到回收站</source>
        <translation>Move to trash</translation>
    </message>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
    <message>
        <source>这是什么</source>
        <translation>What is it</translation>
    </message>
    <message>
        <source>截取时间不详，可以手动填写。</source>
        <translation>When it was captured is unknown; you can type it in.</translation>
    </message>
    <message>
        <source>依据：{}</source>
        <translation>Known from: {}</translation>
    </message>
    <message>
        <source>。这是保存到手机或电脑的时间，不是截取的时间。</source>
        <translation>. This is when it was saved, not when it was taken.</translation>
    </message>
    <message>
        <source>。文件被复制后这个时间常常不准。</source>
        <translation>. Often wrong once the file was copied.</translation>
    </message>
    <message>
        <source>导入于 {}</source>
        <translation>Imported {}</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>核对完成：{} 个原件和 {} 条保管记录全部一致</source>
        <translation>Checked: {} originals and {} custody entries are all sound</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>发现 {} 处不一致：{}。请从备份恢复。</source>
        <translation>{} differences: {}. Restore a backup.</translation>
    </message>
    <message>
        <source>正在核对</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>示例已载入，点开看看，随时可以删除</source>
        <translation>The samples are here: open one, delete them whenever you like</translation>
    </message>
    <message>
        <source>正在准备示例</source>
        <translation>Preparing the samples</translation>
    </message>
    <message>
        <source>已记录订单</source>
        <translation>Order recorded</translation>
    </message>
    <message>
        <source>已加入 {} 份证据</source>
        <translation>{} exhibits added</translation>
    </message>
    <message>
        <source>{} 份已经在这里，没有重复保存</source>
        <translation>{} were here already and are not kept twice</translation>
    </message>
    <message>
        <source>正在导入证据</source>
        <translation>Importing evidence</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>已移到回收站</source>
        <translation>Moved to the trash</translation>
    </message>
    <message>
        <source>订单已移到回收站</source>
        <translation>Order moved to the trash</translation>
    </message>
    <message>
        <source>已恢复</source>
        <translation>Restored</translation>
    </message>
    <message>
        <source>已永久删除，哈希值留在保管记录里</source>
        <translation>Deleted for good; the hash stays in the custody chain</translation>
    </message>
    <message>
        <source>已撤销：{}</source>
        <translation>Undone: {}</translation>
    </message>
    <message>
        <source>已重做：{}</source>
        <translation>Redone: {}</translation>
    </message>
    <message>
        <source>正在生成卷宗</source>
        <translation>Writing the dossier</translation>
    </message>
    <message>
        <source>已另存 {}</source>
        <translation>Saved {}</translation>
    </message>
    <message>
        <source>正在另存原件</source>
        <translation>Saving the original</translation>
    </message>
</context>
<context>
    <name>DossierTab</name>
    <message>
        <source>导出 PDF 卷宗…</source>
        <translation>Export PDF dossier…</translation>
    </message>
    <message>
        <source>给谁看</source>
        <translation>Who is it for</translation>
    </message>
    <message>
        <source>还可以补充 {} 处，点一下就去</source>
        <translation>{} things could be added; a click goes there</translation>
    </message>
    <message>
        <source>✓ 材料齐全，可以导出</source>
        <translation>✓ Nothing is missing, ready to export</translation>
    </message>
    <message>
        <source>平台客服 — 申请客服介入时提交</source>
        <translation>Platform support – to ask it to step in</translation>
    </message>
    <message>
        <source>消费者协会 / 12315 — 平台不处理时投诉用</source>
        <translation>Consumer association / 12315 – when the platform does nothing</translation>
    </message>
    <message>
        <source>自己存档</source>
        <translation>My own archive</translation>
    </message>
</context>
<context>
    <name>EarlierCases</name>
    <message>
        <source>案件 {} · {} · {} · 开始于 {}</source>
        <translation>Case {} · {} · {} · opened {}</translation>
    </message>
</context>
<context>
    <name>EventButtons</name>
    <message>
        <source>记录：{}</source>
        <translation>Record: {}</translation>
    </message>
</context>
<context>
    <name>EvidenceDelegate</name>
    <message>
        <source>证据{}</source>
        <translation>Exhibit {}</translation>
    </message>
    <message>
        <source>请选择种类</source>
        <translation>choose a kind</translation>
    </message>
    <message>
        <source>时间不详</source>
        <translation>time unknown</translation>
    </message>
</context>
<context>
    <name>EvidenceTab</name>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>把截图拖到这里，或按 Ctrl+V 粘贴</source>
        <translation>Drop screenshots here, or press Ctrl+V</translation>
    </message>
    <message>
        <source>选择图片…</source>
        <translation>Choose pictures…</translation>
    </message>
    <message>
        <source>把截图拖到这里，或按 Ctrl+V 粘贴。
原图一个字节也不会改变。</source>
        <translation>Drop screenshots here, or press Ctrl+V.
Not one byte of them will change.</translation>
    </message>
    <message>
        <source>还没有证据</source>
        <translation>No evidence yet</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>订单和案件</source>
        <translation>Orders, cases</translation>
    </message>
    <message>
        <source>怎么对待取消和退款</source>
        <translation>How it handles cancelling and refunds</translation>
    </message>
</context>
<context>
    <name>KindButtons</name>
    <message>
        <source>证据种类：{}</source>
        <translation>Kind of evidence: {}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>凭据匣 Pingju（只读）</source>
        <translation>Pingju 凭据匣 (read-only)</translation>
    </message>
    <message>
        <source>凭据匣 Pingju</source>
        <translation>Pingju 凭据匣</translation>
    </message>
    <message>
        <source>选择截图</source>
        <translation>Choose screenshots</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg *.webp *.heic *.heif *.gif *.bmp *.tif *.tiff);;所有文件 (*)</source>
        <translation>Pictures (*.png *.jpg *.jpeg *.webp *.heic *.heif *.gif *.bmp *.tif *.tiff);;All files (*)</translation>
    </message>
    <message>
        <source>剪贴板里没有图片。请先截图或复制图片，再按 Ctrl+V。</source>
        <translation>The clipboard holds no picture. Take a screenshot or copy a picture, then press Ctrl+V.</translation>
    </message>
    <message>
        <source>请先在左边选择一笔订单。</source>
        <translation>Choose an order on the left first.</translation>
    </message>
    <message>
        <source>卷宗 {}</source>
        <translation>Dossier {}</translation>
    </message>
    <message>
        <source>导出 PDF 卷宗</source>
        <translation>Export PDF dossier</translation>
    </message>
    <message>
        <source>另存原件</source>
        <translation>Save original as</translation>
    </message>
    <message>
        <source>已导出 {}（{} 页）</source>
        <translation>Exported {} ({} pages)</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>在文件夹中显示</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>{}：{}</source>
        <translation>{}: {}</translation>
    </message>
</context>
<context>
    <name>MerchantsPage</name>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>下单前核对</source>
        <translation>Check before buying</translation>
    </message>
    <message>
        <source>订单上填了商家，这里就会记下它怎么对待取消和退款，下次买之前先看一眼。</source>
        <translation>Name the merchant on an order, and how it handles cancelling and refunds is kept here. Take a look before you buy again.</translation>
    </message>
    <message>
        <source>还没有商家</source>
        <translation>No merchants yet</translation>
    </message>
    <message>
        <source>按你的案件统计；按回车看它的订单。</source>
        <translation>Counted from your cases; press Enter to see the orders.</translation>
    </message>
</context>
<context>
    <name>MessageBox</name>
    <message>
        <source>要发送的话</source>
        <translation>Message to send</translation>
    </message>
    <message>
        <source>在哪里发送</source>
        <translation>Where to send it</translation>
    </message>
    <message>
        <source>已发送</source>
        <translation>Mark as sent</translation>
    </message>
    <message>
        <source>话术：{}</source>
        <translation>Message: {}</translation>
    </message>
    <message>
        <source>还有 {} 处要填（已标出），点进去直接改。</source>
        <translation>Still to fill in: {} (marked). Click there and type.</translation>
    </message>
    <message>
        <source>先把标出的地方填好</source>
        <translation>Fill in the marked places first</translation>
    </message>
    <message>
        <source>发出后点一下，记为“{}”</source>
        <translation>Once sent: recorded as “{}”</translation>
    </message>
    <message>
        <source>上次发送：{}，{}</source>
        <translation>Last sent: {}, {}</translation>
    </message>
    <message>
        <source>发出后点一下，记下时间和渠道</source>
        <translation>Click once it is sent: time and channel are noted</translation>
    </message>
</context>
<context>
    <name>MissingProof</name>
    <message>
        <source>证据不够：{}</source>
        <translation>Evidence too weak: {}</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>添加{}</source>
        <translation>Add: {}</translation>
    </message>
</context>
<context>
    <name>MoneyLine</name>
    <message>
        <source>应退</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>已退</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>多退</source>
        <translation>Too much</translation>
    </message>
    <message>
        <source>还差</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>应退 {}，已退 {}，{} {}</source>
        <translation>Due {}, received {}, {} {}</translation>
    </message>
</context>
<context>
    <name>NewOrderPage</name>
    <message>
        <source>记录一笔订单</source>
        <translation>Record an order</translation>
    </message>
    <message>
        <source>带 * 的必填，其余可以以后再补。</source>
        <translation>Fields with * are needed; the rest can wait.</translation>
    </message>
    <message>
        <source>记录订单</source>
        <translation>Record order</translation>
    </message>
    <message>
        <source>放弃</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 张截图附到这笔新订单</source>
        <translation>Release to attach {} screenshots to this new order</translation>
    </message>
    <message>
        <source>已附上 {} 组截图，记录后自动加入证据</source>
        <translation>{} sets of screenshots wait and go on the order once it is recorded</translation>
    </message>
    <message>
        <source>请看“{}”</source>
        <translation>Please see “{}”</translation>
    </message>
</context>
<context>
    <name>NextCard</name>
    <message>
        <source>下一步</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>复制话术</source>
        <translation>Copy message</translation>
    </message>
    <message>
        <source>依据：{}</source>
        <translation>Known from: {}</translation>
    </message>
    <message>
        <source>记录“{}”</source>
        <translation>Record: {}</translation>
    </message>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>OrderFields</name>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>订单号</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>实付金额（元）</source>
        <translation>Amount paid (yuan)</translation>
    </message>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>付款时间</source>
        <translation>Paid at</translation>
    </message>
    <message>
        <source>支付方式</source>
        <translation>Paid with</translation>
    </message>
    <message>
        <source>订单状态</source>
        <translation>Order status</translation>
    </message>
    <message>
        <source>承诺多久到账</source>
        <translation>Promised delivery within</translation>
    </message>
    <message>
        <source>面值（元）</source>
        <translation>Face value (yuan)</translation>
    </message>
    <message>
        <source>充值账号</source>
        <translation>Account topped up</translation>
    </message>
    <message>
        <source>商品类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>例如：某某卡盟</source>
        <translation>e.g. Some Card Platform</translation>
    </message>
    <message>
        <source>例如：腾讯游戏点券 100元</source>
        <translation>e.g. Tencent game points 100</translation>
    </message>
    <message>
        <source>例如：10分钟、24小时、3个工作日</source>
        <translation>e.g. 10 minutes, 24 hours, 3 working days</translation>
    </message>
    <message>
        <source>充值到的账号、区服</source>
        <translation>account and game server</translation>
    </message>
    <message>
        <source>游戏点券、话费、激活码…</source>
        <translation>game points, phone top-up, activation code…</translation>
    </message>
</context>
<context>
    <name>OrderPage</name>
    <message>
        <source>证据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>订单信息</source>
        <translation>Order facts</translation>
    </message>
    <message>
        <source>卷宗</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>取消与退款</source>
        <translation>Cancel and refund</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 个文件加为这笔订单的证据</source>
        <translation>Release to add {} files as evidence of this order</translation>
    </message>
    <message>
        <source>状态未记录</source>
        <translation>Status not recorded</translation>
    </message>
    <message>
        <source>付款于 {}</source>
        <translation>paid {}</translation>
    </message>
    <message>
        <source>证据 {}</source>
        <translation>Evidence {}</translation>
    </message>
</context>
<context>
    <name>OrdersPane</name>
    <message>
        <source>搜索订单号、商品、商家…</source>
        <translation>Search number, product, merchant…</translation>
    </message>
    <message>
        <source>搜索订单</source>
        <translation>Search orders</translation>
    </message>
    <message>
        <source>按状态筛选</source>
        <translation>Filter by status</translation>
    </message>
    <message>
        <source>全部状态</source>
        <translation>All statuses</translation>
    </message>
    <message>
        <source>订单列表</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>没有符合的订单。换个词试试，或清空搜索。</source>
        <translation>No order fits. Try another word, or clear the search.</translation>
    </message>
</context>
<context>
    <name>Pills</name>
    <message>
        <source>{}：{}</source>
        <translation>{}: {}</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>平台与规则</source>
        <translation>Platform rules</translation>
    </message>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>下单前核对</source>
        <translation>Check before buying</translation>
    </message>
    <message>
        <source>回收站</source>
        <translation>Trash</translation>
    </message>
</context>
<context>
    <name>PlatformForm</name>
    <message>
        <source>平台名称</source>
        <translation>Platform name</translation>
    </message>
    <message>
        <source>网址</source>
        <translation>Web address</translation>
    </message>
    <message>
        <source>添加平台</source>
        <translation>Add platform</translation>
    </message>
    <message>
        <source>先带上卡盟的常见做法，以后逐条换成原文</source>
        <translation>Start with common practice; replace it rule by rule later</translation>
    </message>
</context>
<context>
    <name>PlatformsDesk</name>
    <message>
        <source>已添加平台 {}</source>
        <translation>Platform {} added</translation>
    </message>
    <message>
        <source>已导入 {} 条规则</source>
        <translation>Rules imported: {}</translation>
    </message>
    <message>
        <source>规则包里的条款都已经有了</source>
        <translation>All rules of the pack are here already</translation>
    </message>
    <message>
        <source>已换成新版本，旧版本保留</source>
        <translation>Replaced with the new version; the old one is kept</translation>
    </message>
    <message>
        <source>已记录规则</source>
        <translation>Rule recorded</translation>
    </message>
</context>
<context>
    <name>PlatformsPage</name>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>＋ 添加平台</source>
        <translation>＋ Add platform</translation>
    </message>
    <message>
        <source>每个平台对取消和退款的规定不一样。先把规则记下来，出了问题才知道还能不能取消、该等多久。</source>
        <translation>Each platform has its own rules on cancelling and refunds. Record them now: when something goes wrong you know whether you can still cancel, and how long to wait.</translation>
    </message>
    <message>
        <source>还没有平台</source>
        <translation>No platforms yet</translation>
    </message>
    <message>
        <source>添加平台</source>
        <translation>Add platform</translation>
    </message>
    <message>
        <source>一条规则附一张截图，松开鼠标只取第一张</source>
        <translation>A rule takes one screenshot; release to attach the first</translation>
    </message>
    <message>
        <source>松开鼠标，把截图作为规则的证据</source>
        <translation>Release to attach the screenshot as evidence of the rule</translation>
    </message>
    <message>
        <source>导入规则包</source>
        <translation>Import rule pack</translation>
    </message>
    <message>
        <source>规则包 (*.toml);;所有文件 (*)</source>
        <translation>Rule packs (*.toml);;All files (*)</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>证据{} · {}</source>
        <translation>Exhibit {} · {}</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
</context>
<context>
    <name>PurchaseCheck</name>
    <message>
        <source>商品名称</source>
        <translation>Product name</translation>
    </message>
    <message>
        <source>面值</source>
        <translation>Face value</translation>
    </message>
    <message>
        <source>价格</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>充值账号</source>
        <translation>Account topped up</translation>
    </message>
    <message>
        <source>区服</source>
        <translation>Game server</translation>
    </message>
    <message>
        <source>想买的{}</source>
        <translation>Wanted: {}</translation>
    </message>
    <message>
        <source>页面上的{}</source>
        <translation>On the page: {}</translation>
    </message>
    <message>
        <source>✓ 一致</source>
        <translation>✓ Same</translation>
    </message>
</context>
<context>
    <name>PurchaseCheckPage</name>
    <message>
        <source>平台</source>
        <translation>Platform</translation>
    </message>
    <message>
        <source>商家</source>
        <translation>Merchant</translation>
    </message>
    <message>
        <source>已经下单，记录订单</source>
        <translation>Record as ordered</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>先别付款：{}和你想买的不一样</source>
        <translation>Don&apos;t pay yet, not what you want: {}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>到目前为止一致，还差：{}</source>
        <translation>The same so far; still open: {}</translation>
    </message>
    <message>
        <source>填写的 {} 项全部一致</source>
        <translation>Everything filled in is the same ({})</translation>
    </message>
    <message>
        <source>两边都填上，不同的字会标出来。</source>
        <translation>Fill in both sides; what differs gets marked.</translation>
    </message>
    <message>
        <source>下单前核对</source>
        <translation>Check before buying</translation>
    </message>
    <message>
        <source>我想买的</source>
        <translation>What I want</translation>
    </message>
    <message>
        <source>页面上写的</source>
        <translation>What the page says</translation>
    </message>
</context>
<context>
    <name>RecordStrip</name>
    <message>
        <source>选择截图…</source>
        <translation>Choose screenshots…</translation>
    </message>
    <message>
        <source>记录</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>松开鼠标，把 {} 个文件作为这件事的凭证</source>
        <translation>Release to add {} files as proof of this</translation>
    </message>
    <message>
        <source>记录“{}”</source>
        <translation>Record: {}</translation>
    </message>
    <message>
        <source>已附上 {} 组凭证，记录后加入证据</source>
        <translation>{} sets of proof wait and become evidence once this is recorded</translation>
    </message>
    <message>
        <source>把凭证截图拖到这里，或按 Ctrl+V 粘贴</source>
        <translation>Drop screenshots that prove it here, or press Ctrl+V</translation>
    </message>
    <message>
        <source>什么时候</source>
        <translation>When</translation>
    </message>
    <message>
        <source>金额（元）</source>
        <translation>Amount (yuan)</translation>
    </message>
    <message>
        <source>说好什么时候</source>
        <translation>Promised when</translation>
    </message>
    <message>
        <source>例如：24小时内到账、3个工作日</source>
        <translation>e.g. 24 hours, 3 working days</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>退到哪里</source>
        <translation>Refunded to</translation>
    </message>
    <message>
        <source>对方怎么说、备注</source>
        <translation>What they said, notes</translation>
    </message>
    <message>
        <source>例如：已为您取消，退款将在24小时内到账</source>
        <translation>e.g. cancelled for you, the refund arrives within 24 hours</translation>
    </message>
</context>
<context>
    <name>RecordsDesk</name>
    <message>
        <source>卡密已保存</source>
        <translation>Card code kept</translation>
    </message>
    <message>
        <source>卡密已删除</source>
        <translation>Card code deleted</translation>
    </message>
    <message>
        <source>期限已设，到时会出现在“今天”</source>
        <translation>Deadline set; it shows up under “Today”</translation>
    </message>
    <message>
        <source>期限已结束</source>
        <translation>Deadline closed</translation>
    </message>
</context>
<context>
    <name>RecordsPanel</name>
    <message>
        <source>卡密、激活码或兑换码</source>
        <translation>card, activation or redemption code</translation>
    </message>
    <message>
        <source>卡密</source>
        <translation>Card code</translation>
    </message>
    <message>
        <source>保存卡密</source>
        <translation>Keep code</translation>
    </message>
    <message>
        <source>例如：再问一次客服</source>
        <translation>e.g. ask support again</translation>
    </message>
    <message>
        <source>要做什么</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>什么时候之前</source>
        <translation>By when</translation>
    </message>
    <message>
        <source>设一个期限</source>
        <translation>Set deadline</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>显示卡密 {}</source>
        <translation>Show card code {}</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>删除卡密 {}</source>
        <translation>Delete card code {}</translation>
    </message>
    <message>
        <source>已办</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>已办：{}</source>
        <translation>Done: {}</translation>
    </message>
    <message>
        <source>不用了</source>
        <translation>Drop</translation>
    </message>
    <message>
        <source>不用了：{}</source>
        <translation>Drop: {}</translation>
    </message>
    <message>
        <source>卡密（只显示后四位，不会打印）</source>
        <translation>Card codes (last four shown, never printed)</translation>
    </message>
    <message>
        <source>自己的期限</source>
        <translation>Own deadlines</translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message>
        <source>选择截图</source>
        <translation>Choose screenshots</translation>
    </message>
    <message>
        <source>期限.ics</source>
        <translation>deadlines.ics</translation>
    </message>
    <message>
        <source>导出到日历</source>
        <translation>Export to calendar</translation>
    </message>
</context>
<context>
    <name>StandingHead</name>
    <message>
        <source>案件 {}</source>
        <translation>Case {}</translation>
    </message>
    <message>
        <source>开始于 {}</source>
        <translation>Opened {}</translation>
    </message>
    <message>
        <source>没有要等的了 · 自 {} 起</source>
        <translation>Nothing to wait for · since {}</translation>
    </message>
    <message>
        <source>轮到你 · 自 {} 起</source>
        <translation>Your turn · since {}</translation>
    </message>
    <message>
        <source>等{} · 自 {} 起</source>
        <translation>Waiting for {} · since {}</translation>
    </message>
    <message>
        <source> · {}到 {} 为止</source>
        <translation> · {} by {}</translation>
    </message>
</context>
<context>
    <name>StartForm</name>
    <message>
        <source>取消这笔订单</source>
        <translation>Cancel this order</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>要求</source>
        <translation>Wish</translation>
    </message>
    <message>
        <source>要求退多少（元）</source>
        <translation>Refund wanted (yuan)</translation>
    </message>
    <message>
        <source>开始取消</source>
        <translation>Start cancelling</translation>
    </message>
    <message>
        <source>不了</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>先选一个原因</source>
        <translation>Choose a reason first</translation>
    </message>
    <message>
        <source>现在：{}</source>
        <translation>Now: {}</translation>
    </message>
    <message>
        <source>为什么取消？</source>
        <translation>Why cancel?</translation>
    </message>
    <message>
        <source>你想要什么？</source>
        <translation>What do you want?</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>判断状态</source>
        <translation>Check status</translation>
    </message>
    <message>
        <source>联系商家</source>
        <translation>Contact merchant</translation>
    </message>
    <message>
        <source>说明与凭证</source>
        <translation>Explain and prove</translation>
    </message>
    <message>
        <source>确认退款</source>
        <translation>Confirm refund</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>四步都已完成</source>
        <translation>All four steps done</translation>
    </message>
    <message>
        <source>第 {} 步，共 4 步：{}</source>
        <translation>Step {} of 4: {}</translation>
    </message>
    <message>
        <source>✓</source>
        <translation>✓</translation>
    </message>
</context>
<context>
    <name>TaskBar</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已取消，没有留下任何内容</source>
        <translation>Cancelled; nothing was left behind</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>正在取消…</source>
        <translation>Cancelling…</translation>
    </message>
</context>
<context>
    <name>TimelineEntry</name>
    <message>
        <source>说好 {} 前</source>
        <translation>Promised by {}</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>undone</translation>
    </message>
    <message>
        <source>退到{}</source>
        <translation>to {}</translation>
    </message>
    <message>
        <source>全文</source>
        <translation>Read all</translation>
    </message>
    <message>
        <source>显示“{}”的全文</source>
        <translation>Read all of “{}”</translation>
    </message>
    <message>
        <source>一份凭证在回收站</source>
        <translation>One proof is in the trash</translation>
    </message>
    <message>
        <source>证据{} {}</source>
        <translation>Exhibit {} {}</translation>
    </message>
</context>
<context>
    <name>TodayDesk</name>
    <message>
        <source>现在没有在走的期限，没有写文件</source>
        <translation>No deadline is running; no file was written</translation>
    </message>
    <message>
        <source>已把 {} 个期限写进 {}</source>
        <translation>Deadlines written: {}, to {}</translation>
    </message>
    <message>
        <source>正在导出日历</source>
        <translation>Writing the calendar</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>导出到日历…</source>
        <translation>Export to calendar…</translation>
    </message>
    <message>
        <source>把还在走的期限存成 .ics 文件，手机和电脑的日历都能导入</source>
        <translation>Save the running deadlines as an .ics file for the calendar of your phone or computer</translation>
    </message>
    <message>
        <source>今天要办的事</source>
        <translation>To do today</translation>
    </message>
    <message>
        <source>有期限在走，或有案件没了结的订单，会按紧急程度排在这里。</source>
        <translation>Orders with a running deadline or an open case line up here, the most urgent first.</translation>
    </message>
    <message>
        <source>今天没有要办的事</source>
        <translation>Nothing to do today</translation>
    </message>
    <message>
        <source>{} 件已超期</source>
        <translation>{} overdue</translation>
    </message>
    <message>
        <source>{} 件快到期</source>
        <translation>{} due soon</translation>
    </message>
    <message>
        <source>{} 件不急</source>
        <translation>{} not urgent</translation>
    </message>
</context>
<context>
    <name>TrashPage</name>
    <message>
        <source>回收站</source>
        <translation>Trash</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>永久删除…</source>
        <translation>Delete for good…</translation>
    </message>
    <message>
        <source>删除的订单和证据会先放在这里，随时可以恢复。</source>
        <translation>Deleted orders and evidence wait here and can come back.</translation>
    </message>
    <message>
        <source>回收站是空的</source>
        <translation>The trash is empty</translation>
    </message>
    <message>
        <source>订单&#x3000;{} · {} · {}</source>
        <translation>Order  {} · {} · {}</translation>
    </message>
    <message>
        <source>证据&#x3000;{}</source>
        <translation>Evidence  {}</translation>
    </message>
</context>
<context>
    <name>VersionsPanel</name>
    <message>
        <source>旧版本</source>
        <translation>Older version</translation>
    </message>
    <message>
        <source>新版本</source>
        <translation>Newer version</translation>
    </message>
    <message>
        <source>返回规则</source>
        <translation>Back to rules</translation>
    </message>
    <message>
        <source>{}：历次版本</source>
        <translation>{}: versions</translation>
    </message>
    <message>
        <source>第 {} 版 · {}</source>
        <translation>Version {} · {}</translation>
    </message>
    <message>
        <source>两个版本一字不差</source>
        <translation>Both versions are the same, word for word</translation>
    </message>
    <message>
        <source>划掉的是删去的字，加下划线的是新加的字</source>
        <translation>Struck out: what was removed; underlined: what is new</translation>
    </message>
    <message>
        <source>常见做法，不是本平台规则原文</source>
        <translation>Common practice, not this platform&apos;s own text</translation>
    </message>
    <message>
        <source>记录于 {}</source>
        <translation>Recorded {}</translation>
    </message>
</context>
<context>
    <name>Warnings</name>
    <message>
        <source>注意</source>
        <translation>Warning</translation>
    </message>
</context>
<context>
    <name>WindowLayout</name>
    <message>
        <source>＋ 新订单</source>
        <translation>＋ New order</translation>
    </message>
    <message>
        <source>在左边选择一笔订单，或把截图拖进来记录新的一笔。</source>
        <translation>Choose an order on the left, or drop a screenshot to record a new one.</translation>
    </message>
    <message>
        <source>买了点券、话费、激活码却出了问题？
先记录订单，再把截图拖进来，需要时一键导出投诉卷宗。</source>
        <translation>Something went wrong with points, a top-up or a code you bought?
Record the order, drop the screenshots, and export a complaint dossier when you need it.</translation>
    </message>
    <message>
        <source>还没有订单</source>
        <translation>No orders yet</translation>
    </message>
    <message>
        <source>记录第一笔订单</source>
        <translation>Record your first order</translation>
    </message>
    <message>
        <source>先看示例</source>
        <translation>Show me samples</translation>
    </message>
    <message>
        <source>松开鼠标，用 {} 张截图记录一笔新订单</source>
        <translation>Release to record a new order with {} screenshots</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>键盘快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>记录新订单（在表单里）</source>
        <translation>Record the new order (in its form)</translation>
    </message>
    <message>
        <source>关于凭据匣</source>
        <translation>About Pingju</translation>
    </message>
    <message>
        <source>为购买虚拟商品的人保存证据。所有内容只保存在这台电脑上，程序不会自行联网。
MIT 许可；Qt 以 LGPL-3 使用；字体为 Noto，OFL 1.1 许可。</source>
        <translation>Keeps evidence for people who buy virtual goods. Everything stays on this computer; the program does not use the network by itself.
MIT licence; Qt is used under LGPL-3; the fonts are Noto, OFL 1.1.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>文件(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>编辑(&amp;E)</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>转到(&amp;G)</source>
        <translation>&amp;Go</translation>
    </message>
    <message>
        <source>帮助(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>新订单</source>
        <translation>New order</translation>
    </message>
    <message>
        <source>记录一笔订单</source>
        <translation>Record an order</translation>
    </message>
    <message>
        <source>添加证据图片…</source>
        <translation>Add evidence pictures…</translation>
    </message>
    <message>
        <source>选择截图，加为这笔订单的证据</source>
        <translation>Choose screenshots as evidence of this order</translation>
    </message>
    <message>
        <source>导出 PDF 卷宗…</source>
        <translation>Export PDF dossier…</translation>
    </message>
    <message>
        <source>把证据导出为 PDF</source>
        <translation>Export the evidence as PDF</translation>
    </message>
    <message>
        <source>核对凭据库</source>
        <translation>Verify the vault</translation>
    </message>
    <message>
        <source>重新计算所有原件和记录的哈希值</source>
        <translation>Recompute the hashes of all originals and records</translation>
    </message>
    <message>
        <source>载入示例案件</source>
        <translation>Load sample cases</translation>
    </message>
    <message>
        <source>放入几个示例，随时可以删除</source>
        <translation>Put in a few samples, to be deleted whenever you like</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>内容已自动保存</source>
        <translation>Everything is saved already</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>撤销上一步</source>
        <translation>Take back the last step</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>重做撤销的一步</source>
        <translation>Bring back what was undone</translation>
    </message>
    <message>
        <source>粘贴截图</source>
        <translation>Paste screenshot</translation>
    </message>
    <message>
        <source>把剪贴板里的图片加为证据</source>
        <translation>Add the clipboard&apos;s picture as evidence</translation>
    </message>
    <message>
        <source>移到回收站</source>
        <translation>Move to trash</translation>
    </message>
    <message>
        <source>删除选中的证据或订单，可以恢复</source>
        <translation>Delete the chosen evidence or order; it can come back</translation>
    </message>
    <message>
        <source>搜索订单</source>
        <translation>Search orders</translation>
    </message>
    <message>
        <source>在订单里查找</source>
        <translation>Find among the orders</translation>
    </message>
    <message>
        <source>看大图</source>
        <translation>Look closely</translation>
    </message>
    <message>
        <source>放大查看选中的证据</source>
        <translation>See the chosen evidence larger</translation>
    </message>
    <message>
        <source>键盘快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>显示所有快捷键</source>
        <translation>Show all shortcuts</translation>
    </message>
    <message>
        <source>关于凭据匣</source>
        <translation>About Pingju</translation>
    </message>
    <message>
        <source>版本和许可</source>
        <translation>Version and licence</translation>
    </message>
</context>
<context>
    <name>countdown</name>
    <message>
        <source>已按时完成</source>
        <translation>Done in time</translation>
    </message>
    <message>
        <source>不再适用</source>
        <translation>No longer applies</translation>
    </message>
    <message>
        <source>现在到期</source>
        <translation>Due now</translation>
    </message>
    <message>
        <source>剩 {}</source>
        <translation>{} left</translation>
    </message>
    <message>
        <source>已超承诺 {}</source>
        <translation>{} past the promise</translation>
    </message>
    <message>
        <source>已超 {}</source>
        <translation>{} overdue</translation>
    </message>
    <message>
        <source>{}天</source>
        <translation>{} d</translation>
    </message>
    <message>
        <source>{}秒</source>
        <translation>{} s</translation>
    </message>
    <message>
        <source>{} 秒</source>
        <translation>{} s</translation>
    </message>
    <message>
        <source>{}{}</source>
        <translation>{} {}</translation>
    </message>
    <message>
        <source>{}时</source>
        <translation>{} h</translation>
    </message>
    <message>
        <source>{}分</source>
        <translation>{} min</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>程序内部出错（{}），这一步没有完成，其他内容没有受影响。请重试。</source>
        <translation>An internal error ({}): this step was not done, everything else is unharmed. Please try again.</translation>
    </message>
    <message>
        <source>{}。{}</source>
        <translation>{}; {}</translation>
    </message>
    <message>
        <source>凭据匣</source>
        <translation>Pingju</translation>
    </message>
    <message>
        <source>以只读方式打开</source>
        <translation>Open read-only</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>永久删除 {} 份证据？原件将从这台电脑上抹去，不能恢复。</source>
        <translation>Delete {} exhibits for good? The originals are erased from this computer and cannot come back.</translation>
    </message>
    <message>
        <source>永久删除</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Keep</translation>
    </message>
</context>
<context>
    <name>incoming</name>
    <message>
        <source>粘贴的图片 {}</source>
        <translation>Pasted picture {}</translation>
    </message>
    <message>
        <source>从剪贴板或浏览器取得</source>
        <translation>from the clipboard or a browser</translation>
    </message>
</context>
<context>
    <name>merchants</name>
    <message>
        <source>{} 笔订单</source>
        <translation>Orders: {}</translation>
    </message>
    <message>
        <source>{} 个案件</source>
        <translation>Cases: {}</translation>
    </message>
</context>
<context>
    <name>platforms</name>
    <message>
        <source>还没有规则</source>
        <translation>No rules yet</translation>
    </message>
    <message>
        <source>{} 条原文</source>
        <translation>{} original</translation>
    </message>
    <message>
        <source>{} 条常见做法</source>
        <translation>{} common practice</translation>
    </message>
</context>
<context>
    <name>remaining</name>
    <message>
        <source>{}天{}时</source>
        <translation>{} d {} h</translation>
    </message>
    <message>
        <source>{}天</source>
        <translation>{} d</translation>
    </message>
    <message>
        <source>{}时{}分</source>
        <translation>{} h {} min</translation>
    </message>
    <message>
        <source>{}小时</source>
        <translation>{} h</translation>
    </message>
    <message>
        <source>{}分{:02d}秒</source>
        <translation>{} min {:02d} s</translation>
    </message>
    <message>
        <source>{} 秒</source>
        <translation>{} s</translation>
    </message>
    <message>
        <source>{} 分</source>
        <translation>{} min</translation>
    </message>
    <message>
        <source>不到 1 分</source>
        <translation>under 1 min</translation>
    </message>
    <message>
        <source>已超 {}</source>
        <translation>{} overdue</translation>
    </message>
    <message>
        <source>还剩 {}</source>
        <translation>{} left</translation>
    </message>
</context>
<context>
    <name>terms</name>
    <message>
        <source>自助取消</source>
        <translation>Cancel yourself</translation>
    </message>
    <message>
        <source>延迟发货</source>
        <translation>Late delivery</translation>
    </message>
    <message>
        <source>退款到支付宝</source>
        <translation>Refund to Alipay</translation>
    </message>
    <message>
        <source>退款到微信支付</source>
        <translation>Refund to WeChat Pay</translation>
    </message>
    <message>
        <source>退款到银行卡</source>
        <translation>Refund to bank card</translation>
    </message>
    <message>
        <source>退款到平台余额</source>
        <translation>Refund to platform balance</translation>
    </message>
    <message>
        <source>客服处理时限</source>
        <translation>Support&apos;s reply</translation>
    </message>
    <message>
        <source>商家答复时限</source>
        <translation>Merchant&apos;s reply</translation>
    </message>
    <message>
        <source>手续费</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>投诉入口</source>
        <translation>Complaint page</translation>
    </message>
    <message>
        <source>如 10分钟；发货前都可以就写“发货前”</source>
        <translation>e.g. 10 minutes; or “before delivery”</translation>
    </message>
    <message>
        <source>如 5% 或 2.00；不收就写“不收”</source>
        <translation>e.g. 5% or 2.00; “no fee” where there is none</translation>
    </message>
    <message>
        <source>如 https://example.com/complain</source>
        <translation>e.g. https://example.com/complain</translation>
    </message>
    <message>
        <source>如 30分钟、24小时、3个工作日</source>
        <translation>e.g. 30 minutes, 24 hours, 3 working days</translation>
    </message>
    <message>
        <source>发货前都可以自己取消</source>
        <translation>You can cancel it yourself before delivery</translation>
    </message>
    <message>
        <source>退款不得扣手续费</source>
        <translation>No fee may be kept from a refund</translation>
    </message>
    <message>
        <source>退款可以扣 {}</source>
        <translation>{} may be kept from a refund</translation>
    </message>
    <message>
        <source>每次退款可以扣 {}</source>
        <translation>{} may be kept from each refund</translation>
    </message>
    <message>
        <source>付款后 {}内可以自己取消</source>
        <translation>You can cancel it yourself within {} of paying</translation>
    </message>
    <message>
        <source>超过承诺时间 {}算延迟发货</source>
        <translation>Late once {} past the promised time</translation>
    </message>
    <message>
        <source>平台客服 {}内处理</source>
        <translation>Platform support acts within {}</translation>
    </message>
    <message>
        <source>商家 {}内答复</source>
        <translation>Merchant replies within {}</translation>
    </message>
    <message>
        <source>即时到账</source>
        <translation>Arrives at once</translation>
    </message>
    <message>
        <source>{}内到账</source>
        <translation>Arrives within {}</translation>
    </message>
    <message>
        <source>发货前</source>
        <translation>before delivery</translation>
    </message>
    <message>
        <source>不收</source>
        <translation>no fee</translation>
    </message>
</context>
<context>
    <name>today</name>
    <message>
        <source>轮到你</source>
        <translation>Your turn</translation>
    </message>
    <message>
        <source>等商家</source>
        <translation>Waiting for merchant</translation>
    </message>
    <message>
        <source>等平台客服</source>
        <translation>Waiting for platform support</translation>
    </message>
    <message>
        <source>等协会或监管部门</source>
        <translation>Waiting for association or authority</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>刚刚</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>{} 分钟前</source>
        <translation>{} min ago</translation>
    </message>
    <message>
        <source>{} 时 {} 分前</source>
        <translation>{} h {} min ago</translation>
    </message>
    <message>
        <source>{} 天前</source>
        <translation>{} days ago</translation>
    </message>
</context>
</TS>
